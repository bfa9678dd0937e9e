"""An exported dataset on the Hugging Face Hub."""

from __future__ import annotations

import os
from pathlib import Path

from planact.core.errors import UserError
from planact.store.masking import masked

TOKEN = "HF_TOKEN"


def push_to_hub(folder: Path, repo: str, endpoint: str | None = None) -> str:
    """Send the folder to a dataset repository, which is made, for its owner's eyes, if need be.

    Args:
        folder: The exported dataset.
        repo: ``owner/name``.
        endpoint: The Hub's address; ``HF_ENDPOINT`` or the public one if None.

    Returns:
        The address of the repository.

    Raises:
        UserError: The package or the token is missing, or the Hub refuses.
    """
    try:
        from huggingface_hub import HfApi
    except ModuleNotFoundError as error:
        raise UserError("--push needs huggingface_hub: pip install 'planact[train]'") from error
    token = os.environ.get(TOKEN)
    if not token:
        raise UserError(f"--push {repo}: put a token that may write into {TOKEN}")
    api = HfApi(endpoint=endpoint, token=token)
    try:
        address = api.create_repo(repo, repo_type="dataset", private=True, exist_ok=True)
        api.upload_folder(repo_id=repo, repo_type="dataset", folder_path=folder)
    except Exception as error:  # the client lets out what its HTTP library raises, now this one
        reason = str(masked(str(error))).strip().splitlines()[0]
        raise UserError(f"--push {repo}: the Hub refused: {reason}") from error
    return str(address)
