"""A printer's port without a printer, for unit tests: what was submitted, and reports at will."""

from printers.port_messages import PrintJob


class FakePort:
    """Keeps the jobs and counts the questions; a test tells the reports itself."""

    def __init__(self) -> None:
        """Begin without a job."""
        self.jobs: list[PrintJob] = []
        self.questions = 0
        self.probes = 0
        self.rolls = 0
        self.is_running = False

    def start(self) -> None:
        """Note the start."""
        self.is_running = True

    def submit(self, job: PrintJob) -> None:
        """Keep the job."""
        self.jobs.append(job)

    def ask_health(self) -> None:
        """Count the question."""
        self.questions += 1

    def probe_unit(self) -> None:
        """Count the wish."""
        self.probes += 1

    def new_roll(self) -> None:
        """Count the roll."""
        self.rolls += 1

    def close(self) -> None:
        """Note the end."""
        self.is_running = False
