"""The report: finished runs as pages that open from the disk, without a server."""

from planact.report.html.report import write_report

__all__ = ["write_report"]
