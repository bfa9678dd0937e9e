"""The typed schema behind every config group: one dataclass a group, one line a field."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from omegaconf import MISSING


class ModelKind(StrEnum):
    """Where a model comes from."""

    hf = "hf"
    endpoint = "endpoint"


class PlanSource(StrEnum):
    """Where an episode's plan comes from."""

    none = "none"
    model = "model"
    oracle = "oracle"


class ReplanWhen(StrEnum):
    """When a plan is made anew for what is left (3.3)."""

    never = "never"
    every_round = "every_round"
    asked = "asked"
    rule = "rule"


class ObservationStyle(StrEnum):
    """How a page is printed."""

    vab = "vab"
    compact = "compact"
    full = "full"


class Precision(StrEnum):
    """The number format of training."""

    bf16 = "bf16"
    fp32 = "fp32"


class TeacherKind(StrEnum):
    """Who writes the synthetic data."""

    oracle = "oracle"
    endpoint = "endpoint"


class JudgeKind(StrEnum):
    """Who judges answers in free words."""

    strict = "strict"
    endpoint = "endpoint"


class TrackingKind(StrEnum):
    """Where metrics go besides the run's folder."""

    wandb = "wandb"
    none = "none"


@dataclass
class PlannerConfig:
    """A row of Table 1."""

    name: str = MISSING  # the row's name
    plans: PlanSource = PlanSource.model  # none: ReAct-style acting; oracle: the benchmark's own
    trajectories: dict[str, bool] = field(
        default_factory=dict
    )  # stages whose grounded plans it learns; none = prompted
    pairs: dict[str, bool] = field(default_factory=dict)  # stages whose query-plan pairs it learns
    replan: ReplanWhen = ReplanWhen.never  # when it plans anew; it learns replans for that
    thoughts: bool = False  # planner and executor think before they answer (4.2.2), and learn to
    prompts: str | None = None  # prompt style of its own; null takes prompts.style


@dataclass
class ExecutorConfig:
    """A column of Table 1."""

    name: str = MISSING  # the column's name
    trajectories: dict[str, bool] = field(
        default_factory=dict
    )  # stages whose actions it learns; none = prompted
    prompts: str | None = None  # prompt style of its own; null takes prompts.style
    takes_plan: bool = True  # false: its prompts have no place for a plan


@dataclass
class DataConfig:
    """How much data the stages make."""

    name: str = MISSING  # the option's name
    seed_trajectories: int | None = 200  # training tasks demonstrated; null demonstrates all
    max_rounds: int = 30  # actions a demonstration may take
    concurrency: int = 4  # demonstrations at a time
    plan_retries: int = 3  # times a refused answer is sent back to the teacher with the reason
    synthetic_trajectories: int = 100  # further trajectories that succeeded (4.1)
    expanded_plans: int = 600  # further query-plan pairs (4.3)
    targeted_plans: int = 300  # query-plan pairs against the planner's failures (4.3)
    seeds_per_request: int = 5  # examples a generator is shown at a time
    new_per_request: int = 10  # queries or pairs a generator is asked for at a time
    mistakes: float = 0.1  # share of the sandbox demonstrator's actions that are wrong
    near_duplicate: float = 0.8  # likeness (Jaccard, word 3-grams) from which an intent is a copy
    thought_words: int = 80  # longest thought before a plan or an action (4.2.2)


@dataclass
class ObservationConfig:
    """How a page becomes text."""

    style: ObservationStyle = MISSING  # vab, compact or full
    max_chars: int = 60000  # a longer observation is cut between elements


@dataclass
class BrowserConfig:
    """The browser that episodes run in."""

    executable: str | None = None  # path of Chrome or Chromium; found automatically when null
    headless: bool = True  # false shows the window
    width: int = 1280  # viewport width in pixels
    height: int = 720  # viewport height in pixels
    load_seconds: float = 15.0  # ceiling on a page load
    settle_seconds: float = 3.0  # ceiling on waiting for the page after an action
    quiet_ms: int = 40  # the page has settled when its DOM did not change for this long


@dataclass
class EnvConfig:
    """The benchmark."""

    name: str = MISSING  # the benchmark's name
    seed: int = 0  # seed of the content and the tasks
    port: int = 0  # loopback port of the sites; 0 takes a free one
    tasks: int | None = (
        None  # how many tasks of a split to run, spread evenly over it; null runs all
    )
    scorer: str = "vab"  # whose rules decide what a success is: vab, browsergym or release
    observation: ObservationConfig = field(default_factory=ObservationConfig)
    browser: BrowserConfig = field(default_factory=BrowserConfig)


@dataclass
class ModelConfig:
    """The language model that planner and executor start from."""

    name: str = MISSING  # the model's name; for an endpoint the name it is served under
    kind: ModelKind = ModelKind.hf  # hf: weights we load; endpoint: served elsewhere
    path: str | None = None  # Hugging Face id, or folder (relative to the repository)
    random_init: bool = False  # take architecture and tokenizer from the path, weights at random
    base_url: str | None = None  # endpoint: URL of an OpenAI-compatible server, ending in /v1
    api_key_env: str = "OPENAI_API_KEY"  # endpoint: environment variable that holds the key
    context: int = 32000  # longest prompt plus answer, in tokens (Figure 5b)
    max_tokens: int = 4196  # longest plan or reply, in tokens (Figure 5b)
    thought_tokens: int = 0  # further tokens where a thought comes before it (planner.thoughts)
    chat_template: str | None = None  # hf: file of a chat template in place of the model's own


@dataclass
class ModelsConfig(ModelConfig):
    """The language model of both roles, and other ones for the planner or the executor alone."""

    planner: ModelConfig | None = None  # the planner's own; null takes the model of both
    executor: ModelConfig | None = None  # the executor's own; null takes the model of both


@dataclass
class TeacherConfig:
    """The model that annotates and generates data."""

    name: str = MISSING  # the teacher's name; for an endpoint the model's name
    kind: TeacherKind = TeacherKind.oracle  # oracle: a program that knows the sandbox
    base_url: str | None = None  # endpoint: URL of an OpenAI-compatible server, ending in /v1
    api_key_env: str = "OPENAI_API_KEY"  # endpoint: environment variable that holds the key
    temperature: float = 0.0  # sampling temperature
    max_tokens: int = 4096  # longest answer, in tokens
    concurrency: int = 8  # requests at a time; an endpoint that is overloaded gets fewer
    more_urls: list[str] = field(
        default_factory=list
    )  # endpoint: further servers of the same model, which share the load
    timeout: float = 600.0  # endpoint: seconds for one request
    retries: int = 8  # endpoint: attempts after the first
    requests_per_minute: int | None = None  # endpoint: limit of each server; null for none
    tokens_per_minute: int | None = None  # endpoint: limit of each server; null for none
    batch: bool = False  # endpoint: by the Batch API, which is cheaper and takes up to a day
    price_in: float | None = None  # US dollars per million prompt tokens; null takes list prices
    price_out: float | None = None  # US dollars per million tokens of answers; likewise
    max_cost: float | None = None  # US dollars that a run may spend on teachers; null for no limit


@dataclass
class JudgeConfig:
    """Who decides whether an answer in free words fits its reference."""

    name: str = MISSING  # the option's name
    kind: JudgeKind = JudgeKind.strict  # strict: a program, for which only equal texts fit
    model: str | None = None  # endpoint: the model's name
    base_url: str | None = None  # endpoint: URL of an OpenAI-compatible server, ending in /v1
    api_key_env: str = "OPENAI_API_KEY"  # endpoint: environment variable that holds the key
    temperature: float = 0.0  # endpoint: sampling temperature
    max_tokens: int = 768  # endpoint: longest answer, in tokens


@dataclass
class TrainerConfig:
    """Supervised fine-tuning; the defaults are the paper's (Figure 5a)."""

    name: str = MISSING  # the option's name
    learning_rate: float = 2e-5  # peak learning rate
    optimizer: str = "adamw_torch"  # any optimizer name of transformers' TrainingArguments
    schedule: str = "cosine"  # learning-rate schedule
    warmup_ratio: float = 0.1  # share of the steps that warm up
    weight_decay: float = 0.0  # decoupled weight decay
    batch_size: int = 32  # sequences per optimizer step
    micro_batch: int = 1  # sequences per forward pass on one device
    epochs: float = 1.0  # passes over the data
    min_steps: int = 0  # optimizer steps at least: more passes over a dataset too small for those
    max_length: int = 32000  # longest example, in tokens; longer ones are left out and counted
    packing: bool = False  # several examples in one sequence of max_length
    precision: Precision = Precision.bf16  # bf16 or fp32
    gradient_checkpointing: bool = True  # recompute activations to save memory
    save_steps: int = 100  # optimizer steps between the checkpoints a killed training resumes from


@dataclass
class ServingConfig:
    """How models answer."""

    name: str = MISSING  # the option's name
    temperature: float = 0.0  # sampling temperature (Figure 5b)
    constrain: bool = False  # the executor can reply with nothing but actions that its page allows
    batch: int = 8  # local: conversations generated together
    threads: int | None = None  # local: CPU threads of torch; null leaves torch's choice
    concurrency: int = 8  # endpoint: requests at a time
    timeout: float = 120.0  # endpoint: seconds for one request
    retries: int = 5  # endpoint: attempts after the first


@dataclass
class PromptsConfig:
    """The wording of every prompt."""

    style: str = MISSING  # folder of templates under prompts/


@dataclass
class TrackingConfig:
    """Where metrics go besides the run's folder."""

    name: str = MISSING  # the option's name
    kind: TrackingKind = TrackingKind.none  # wandb or none
    project: str = "planact"  # W&B project
    entity: str | None = None  # W&B team; null is the key's own
    group: str | None = None  # W&B group; null takes the benchmark's name
    tags: list[str] = field(default_factory=list)  # further W&B tags
    upload: bool = False  # W&B gets data, models and episodes too, not only references to them


@dataclass
class RolloutConfig:
    """How episodes run; the limits are VisualAgentBench's."""

    concurrency: int = 8  # episodes at a time
    max_rounds: int = 30  # actions an episode may take
    max_unparseable: int = 5  # refused replies in a row that end an episode
    max_repeats: int = 5  # identical replies in a row that end an episode
    round_seconds: float = 300.0  # longest round, model call included
    attempts: int = 3  # tries of an episode that ends in an error
    screenshots: bool = False  # keep a picture of every round: 50 ms and 55 KB each


@dataclass
class RunConfig:
    """One cell."""

    planner: PlannerConfig = MISSING
    executor: ExecutorConfig = MISSING
    data: DataConfig = MISSING
    env: EnvConfig = MISSING
    model: ModelsConfig = MISSING
    teacher: TeacherConfig = MISSING
    teachers: dict[str, TeacherConfig] = field(default_factory=dict)  # by role, other than teacher
    judge: JudgeConfig = MISSING
    trainer: TrainerConfig = MISSING
    serving: ServingConfig = MISSING
    prompts: PromptsConfig = MISSING
    tracking: TrackingConfig = MISSING
    rollout: RolloutConfig = field(default_factory=RolloutConfig)
    seed: int = 0  # seed of training and sampling
    task: int | None = None  # run this one task and print its rounds
    leave_out: list[str] = field(default_factory=list)  # cells of a grid, as PLANNER__EXECUTOR
    dry_run: bool = False  # only tell what trains which model, and what making it will take
    outputs: str = "outputs"  # folder of runs and of the artifact store
