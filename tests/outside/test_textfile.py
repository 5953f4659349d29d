"""The file of figures lies in a folder of another account, which may not make us write anywhere else."""

from pathlib import Path

from pipeline.outside.textfile import Textfile


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    register, folder = tmp_path / "register", tmp_path / "node-exporter"
    register.write_text("isi")
    folder.mkdir()
    figures = Textfile(folder / "tanggap.prom", 0)
    # Whoever owns the folder sees the name come and go, and lays a link there.
    seen: list[str] = []

    def spied() -> str:
        seen.extend(path.name for path in folder.iterdir() if path.name != "tanggap.prom")
        return "tanggap_up 1\n"

    figures.write(spied)
    (folder / seen[0]).symlink_to(register)
    (folder / "tanggap.prom").unlink()
    (folder / "tanggap.prom").symlink_to(register)
    figures.write(spied)

    assert register.read_text() == "isi"
    assert (folder / "tanggap.prom").read_text() == "tanggap_up 1\n"
    assert not (folder / "tanggap.prom").is_symlink()
    assert [path.name for path in folder.iterdir()] == ["tanggap.prom"]
