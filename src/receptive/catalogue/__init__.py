"""The lesson on disk to records: where it lies, its manifests, its graders' modules."""
