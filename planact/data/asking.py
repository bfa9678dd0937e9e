"""Putting a stage's questions to a teacher: journaled, asked again where refused, counted."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from planact.core.errors import PlanError, UserError
from planact.core.trajectory import Usage
from planact.data.answers import JOURNAL, Answer, AnswerError, Spent, general
from planact.data.question import Question
from planact.data.samples import Samples
from planact.data.stage import DataContext
from planact.data.teacher import Teacher, Teachers
from planact.llm.chat import ChatError, Completion, Message, UnanswerableError
from planact.llm.refusals import answers
from planact.rollout.work import Tally, work_through
from planact.store import read_jsonl
from planact.store.journal import Journal

CUT_OFF = "the answer is too long and was cut off; write a shorter one"

T = TypeVar("T")

log = logging.getLogger(__name__)


class Asker:
    """Asks the questions of one stage; open it with `asking`.

    An answer counts once it is in the journal. A question that the journal has the last word on is
    not asked again, and one that was refused is asked on from there: a stage that was killed pays
    for no answer twice.
    """

    def __init__(self, context: DataContext, folder: Path, tally: Tally) -> None:
        self._context = context
        self._tally = tally
        self._journal = Journal(folder / JOURNAL)
        self._samples = Samples(folder)
        self._teachers = Teachers(context.teacher, context.config)
        self._given: dict[str, list[Answer]] = {}
        self._spent: dict[str, Spent] = {}
        self._under_way: set[asyncio.Task[Any]] = set()
        self._is_ending = False
        for answer in read_jsonl(folder / JOURNAL, Answer):
            self._keep(answer)

    async def ask(self, question: Question[T]) -> T | None:
        """What the answer says; None where none was acceptable, all retries notwithstanding.

        Whoever stops waiting stops nothing: a request that is sent is paid for, so its answer is
        kept when it comes.

        Raises:
            UserError: The teacher cannot be asked, or may cost no more; what was answered so far is
                kept.
        """
        answer = self._answer(question)
        answering = asyncio.create_task(answer)
        self._under_way.add(answering)
        answering.add_done_callback(self._under_way.discard)
        return await asyncio.shield(answering)

    async def ask_all(
        self,
        questions: Iterable[Question[T]],
        use: Callable[[Question[T], T | None], Question[T] | None],
    ) -> None:
        """Ask all the questions, as many at a time as the teacher takes, and hand over each answer.

        ``use`` is called as the answers come, in no particular order. It may return a question that
        this answer makes possible, which is then asked before those that still wait.

        Raises:
            UserError: As `ask`.
        """

        async def work(question: Question[T]) -> None:
            next_one: Question[T] | None = question
            while next_one is not None:
                count = self._tally.found if self._has_last_word(next_one) else self._tally.count
                said = await self.ask(next_one)
                next_one = use(next_one, said)
                count(said is not None)

        waiting = list(questions)
        self._tally.expect(len(waiting))
        if waiting:
            await work_through(waiting, work, self.at_once(waiting[0].role, len(waiting)))

    async def accepted(self, questions: Iterable[Question[T]]) -> dict[str, T]:
        """What is said to each question, by its key; nothing where no answer was acceptable.

        Raises:
            UserError: As `ask`.
        """
        said: dict[str, T] = {}

        def keep(question: Question[T], answer: T | None) -> None:
            if answer is not None:
                said[question.key] = answer

        await self.ask_all(questions, keep)
        return said

    def answers(self, key: str) -> Sequence[Answer]:
        """Every answer to the question, refused ones included, oldest first."""
        return self._given.get(key, [])

    def at_once(self, role: str, waiting: int) -> int:
        """How many of the questions that are waiting for the role to work on at a time."""
        config = self._teachers.of(role).config
        if config.batch:
            return waiting
        # A few more than the endpoint takes: while one is read and written, the next is asked.
        return config.concurrency + config.concurrency // 8

    def summary(self) -> dict[str, Any]:
        """For the manifest: how many answers, why some were refused, tokens and cost by role."""
        every = [answer for given in self._given.values() for answer in given]
        refusals = Counter(general(answer.refusal) for answer in every if answer.refusal)
        return {
            "answers": sum(not answer.final for answer in every),
            "refused_answers": dict(refusals.most_common()),
            "spent": {role: asdict(spent) for role, spent in sorted(self._spent.items())},
        }

    def drop(self) -> None:
        """Wait for no answers any more, though they may be charged for."""
        for answering in self._under_way:
            answering.cancel()

    async def close(self) -> None:
        """Wait for the answers to what has been asked, keep them, and let go of the teachers."""
        self._is_ending = True
        if self._under_way:
            log.info("waiting for the answers to %d requests", len(self._under_way))
            await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._journal.close()
        await self._teachers.close()

    def _keep(self, answer: Answer) -> None:
        self._given.setdefault(answer.key, []).append(answer)
        self._spent[answer.role] = self._spent.get(answer.role, Spent()) + Spent.by(answer)

    def _has_last_word(self, question: Question[T]) -> bool:
        given = self.answers(question.key)
        return bool(given) and (given[-1].refusal is None or given[-1].final)

    async def _answer(self, question: Question[T]) -> T | None:
        """Ask on from the answers already given until there is a last word, and read that."""
        if self._has_last_word(question):
            said = self._reread(question)
        else:
            said = await self._further(question)
        if self._samples.wants(question.key, question.role):
            messages = self._context.prompts.messages(question.role, **question.values)
            self._samples.keep(question.key, question.role, messages, said)
        return said

    def _reread(self, question: Question[T]) -> T | None:
        last = self.answers(question.key)[-1]
        if last.refusal is not None:
            return None
        try:
            return question.read(last.text)
        except (AnswerError, PlanError) as error:
            raise UserError(
                f"{self._journal.path}: the answer to {question.key!r}, accepted when it came, is "
                f"none any more ({error}); delete its line and run the same command again"
            ) from error

    async def _further(self, question: Question[T]) -> T | None:
        key, role, prompts = question.key, question.role, self._context.prompts
        given, teacher = self.answers(key), self._teachers.of(role)
        messages: list[Message] = prompts.messages(role, **question.values)
        for earlier in given:
            messages += prompts.refusal(role, earlier.text, str(earlier.refusal))
        left = 1 + self._context.config.data.plan_retries - len(given)
        accepted: list[T] = []

        def refusal_of(completion: Completion) -> str | None:
            if completion.finish_reason == "length":
                return CUT_OFF
            try:
                accepted.append(question.read(completion.text))
            except (AnswerError, PlanError) as error:
                return str(error)
            return None

        ask = partial(self._request, question, teacher)
        try:
            async for said, refusal in answers(ask, refusal_of, messages, prompts, role, left):
                answer = Answer(
                    key=key,
                    role=role,
                    text=said.text,
                    refusal=refusal,
                    usage=said.usage,
                    cost=teacher.cost(said.usage),
                    yes=said.yes,
                )
                await self._record(answer)
        except UnanswerableError as error:
            reason = str(error)
            await self._record(
                Answer(key=key, role=role, text="", refusal=reason, usage=Usage(), final=True)
            )
        except ChatError as error:
            raise UserError(
                f"teacher {teacher.config.name}: {error}; its answers so far are kept, "
                "run the same command again to go on"
            ) from error
        return accepted[0] if accepted else None

    async def _request(
        self, question: Question[T], teacher: Teacher, conversation: Sequence[Message]
    ) -> Completion:
        async with self._context.budget.reserved(teacher, conversation) as spend:
            if self._is_ending:
                raise asyncio.CancelledError
            said = await teacher.model.chat(
                conversation,
                max_tokens=teacher.config.max_tokens,
                temperature=teacher.config.temperature,
                yes_or_no=question.yes_or_no,
            )
            spend(said.usage)
        return said

    async def _record(self, answer: Answer) -> None:
        """Journal an answer; from then on it counts."""
        await self._journal.append(answer)
        self._keep(answer)
        self._tally.say(str(sum(self._spent.values(), start=Spent())))


@asynccontextmanager
async def asking(
    context: DataContext, folder: Path, title: str, total: int
) -> AsyncIterator[Asker]:
    """An `Asker` whose journal lies in the folder, with a progress bar over so many questions."""
    with Tally(title, total) as tally:
        async with asking_beside(context, folder, tally) as asker:
            yield asker


@asynccontextmanager
async def asking_beside(context: DataContext, folder: Path, tally: Tally) -> AsyncIterator[Asker]:
    """An `Asker` whose journal lies in the folder, where the tally is of something else too."""
    asker = Asker(context, folder, tally)
    gc.freeze()  # else all that was read is looked through for garbage while requests wait
    try:
        yield asker
    except asyncio.CancelledError:
        asker.drop()  # whoever interrupts a run does not want to wait
        raise
    finally:
        gc.unfreeze()
        await asker.close()
