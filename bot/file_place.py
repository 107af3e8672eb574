"""Where this installation keeps its files, by its settings."""

from __future__ import annotations

from bot.settings import Settings
from storage.file_stores import Bucket, FileStore, Folder, S3Files


def file_place(settings: Settings) -> FileStore:
    """The bucket that is set, else the folder below the data folder; nothing is asked yet."""
    secret = settings.s3_secret_key
    if not settings.s3_bucket or secret is None:
        return Folder(settings.data_dir / "files")
    bucket = Bucket(
        settings.s3_bucket,
        settings.s3_endpoint,
        settings.s3_region,
        settings.s3_access_key,
        secret.get_secret_value(),
        settings.s3_prefix,
    )
    return S3Files(bucket)
