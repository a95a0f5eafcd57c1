"""The `portal` command of an environment: processes that it starts read it again."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import link  # noqa: E402


def test_the_command_runs_and_may_be_read_again(tmp_path):
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    site.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    link.link(tmp_path, ROOT)
    command = tmp_path / "bin" / "portal"
    assert (site / "firstlook.pth").read_text().strip() == str(ROOT)
    version = subprocess.run([sys.executable, command, "--version"], capture_output=True, text=True)
    assert "Firstlook" in version.stdout
    # multiprocessing's spawn imports the main script under another name: nothing may run then.
    again = f"import runpy; runpy.run_path({str(command)!r}, run_name='__mp_main__')"
    quiet = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, cwd=ROOT)
    assert (quiet.returncode, quiet.stdout) == (0, "")
