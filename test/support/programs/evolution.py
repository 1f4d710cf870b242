"""Drives Evolution on a display that nobody looks at: finds things by AT-SPI, as a screen reader does, presses
them by xdotool, and prints what stood on the screen as JSON. Arguments: a word of the message, the answer."""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

PATIENCE_S = 40
OPENING_S = 12
QUIET_S = 3

# Exit status when the message stays without its text.
NOT_SHOWN = 3


def wait_for(look, seconds):
    end = time.time() + seconds
    while time.time() < end:
        time.sleep(0.5)
        found = look()
        if found:
            return found
    return None


def until(what, look):
    return wait_for(look, PATIENCE_S) or sys.exit(f"Evolution: {what}")


def everything(node):
    """The node and all below it; the tree changes while it is read."""
    try:
        yield node
        children = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except Exception:
        return
    for child in children:
        if child is not None:
            yield from everything(child)


def text_of(node):
    try:
        return Atspi.Text.get_text(node, 0, -1)
    except Exception:
        return ""


def text_below(node):
    return "" if node is None else "\n".join(filter(None, map(text_of, everything(node))))


def evolution():
    desktop = Atspi.get_desktop(0)
    applications = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
    return next((one for one in applications if one is not None and one.get_name() == "evolution"), None)


def is_quiet():
    """It took next to none of the processor's time, in hundredths of a second, for a while."""
    program = evolution()
    if program is None:
        return False
    before = ticks(program.get_process_id())
    time.sleep(QUIET_S)
    return ticks(program.get_process_id()) - before < 15


def ticks(process):
    """User and system time (proc(5)); the name in parentheses may have spaces."""
    with open(f"/proc/{process}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def find(role, fits, below=None):
    for node in everything(below or evolution()):
        try:
            if node.get_role_name() == role and fits(node.get_name()):
                return node
        except Exception:
            continue
    return None


def place_of(node):
    if node is None:
        return None
    place = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return [place.x, place.y, place.width, place.height] if place.height > 0 else None


def xdotool(*arguments):
    subprocess.run(["xdotool", *arguments], check=True)


def press(x, y):
    xdotool("mousemove", str(x), str(y), "click", "1")


def press_middle(place):
    x, y, width, height = place
    press(x + width // 2, y + height // 2)


def messages():
    return find("tree table", lambda name: name == "Messages")


def composer():
    return find("frame", lambda name: name.startswith("Re: "))


def shown():
    return text_below(find("document web", lambda name: name == "Evolution Mail Display"))


def open_message(marker):
    until("does not come to rest", is_quiet)
    inbox = lambda: place_of(find("table cell", lambda name: name.startswith("Inbox (1)")))
    press_middle(until("no mail in the inbox", inbox))
    press_first_row()
    return wait_for(lambda: marker in shown() and shown(), OPENING_S) or sys.exit(NOT_SHOWN)


def press_first_row():
    """Rows say a wrong place; the first one is under the headings."""
    until("no message", lambda: place_of(find("table cell", lambda name: "team@" in name, messages())))
    x, y, _, height = place_of(find("table column header", lambda name: name == "Subject"))
    press(x + 40, y + height * 3 // 2)


def answer(words):
    xdotool("key", "ctrl+l")
    until("the quoted text is not there", lambda: "wrote:" in text_below(composer()))
    xdotool("type", words)
    until("nothing is written", lambda: words.strip() in text_below(composer()))
    send = lambda: place_of(find("push button", lambda name: name == "Send", composer()))
    press_middle(until("no button to send", send))


def cells():
    return [node.get_name() for node in everything(messages()) if node.get_role_name() == "table cell"]


def replaced_subject():
    """The protected Subject may take the place of the other one after the text is there."""
    return not any("sealed post" in cell for cell in cells())


def attachments():
    icons = [text_of(node) for node in everything(evolution()) if node.get_role_name() == "icon"]
    return [icon for icon in icons if icon]


def main():
    marker, words = sys.argv[1:]
    Atspi.init()
    text = open_message(marker)
    wait_for(replaced_subject, QUIET_S)
    view = {"text": text, "cells": cells(), "attachments": wait_for(attachments, OPENING_S) or []}
    answer(words)
    print(json.dumps(view))


main()
