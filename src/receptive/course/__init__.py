"""The lesson's texts as pages: what each topic teaches, with its pictures, and the task."""
