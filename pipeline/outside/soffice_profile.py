"""The profile that each call of LibreOffice is given: what it may not do, and that it is no newcomer.

Apart from the call because these are the settings of another program, each with the reason why it is so.
"""

from pathlib import Path

#: what the profile is called in the folder of its call
PROFILE = "profile"

#: no macro, no Java, no update of links, no link followed from an untrusted document. And no version is newer
#: than the profile's: in a fresh profile LibreOffice else takes itself for upgraded and draws a gigabyte of
#: test pictures first, half of the time that a call takes to start
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine">
<prop oor:name="Enable" oor:op="fuse"><value>false</value></prop>
</item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.9</value></prop>
</item>
</oor:items>
"""

#: the entry of LibreOffice's versionrc that names its build
_BUILD = "buildid="


def new_profile(folder: Path, program: str) -> Path:
    """A new profile, of which LibreOffice takes nothing for left over from another build of its own."""
    user = folder / PROFILE / "user"
    extensions = user / "extensions"
    extensions.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    # Where this file is missing it deploys its extensions, none as a rule, and then starts all over again.
    if build := _build_of(program):
        (extensions / "buildid").write_text(build, encoding="utf-8")
    return user.parent


def _build_of(program: str) -> str:
    """Which build LibreOffice calls itself beside its program; '' where it does not say."""
    try:
        lines = Path(program).resolve().with_name("versionrc").read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    return next((line.removeprefix(_BUILD) for line in lines if line.startswith(_BUILD)), "")
