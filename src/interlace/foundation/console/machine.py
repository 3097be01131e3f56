"""Who runs this process, as the machine knows them."""

import os
import pwd


def account_of_process() -> str:
    """The account of the operating system under which this process runs."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # a container's number without a name
        return str(number)
