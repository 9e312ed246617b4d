"""A backend for CollabSpace chat in one file, with FastAPI, SQLite and Pusher. Copy it into your application and run
`pip install fastapi uvicorn pusher`. It offers the contract's baseline and the extensions client-id, after and me.
Start it with `uvicorn main:app`. Environment: DATABASE (a file), PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET, and
PUSHER_CLUSTER, or PUSHER_HOST, PUSHER_PORT and PUSHER_SCHEME for a Pusher server of your own.

The contract: docs/contract.md. Check what you make of it: make contract URL=http://localhost:8000.
"""

import json
import logging
import os
import re
import sqlite3
import time
import unicodedata
from contextlib import closing
from datetime import datetime, timezone
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pusher import Pusher

# Your own session and members, two functions:
#   person_of(request) -> {"id", "name", "email", "avatar"} or None
#   is_member(person_id, workspace_id) -> bool
from session import is_member, person_of

DATABASE = os.environ.get("DATABASE", "chat.sqlite")
SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    content TEXT NOT NULL,
    sender_id TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    sender_avatar TEXT NOT NULL,
    client_id TEXT,
    created_at INTEGER NOT NULL, -- in milliseconds
    UNIQUE (sender_id, client_id)
);
CREATE INDEX IF NOT EXISTS pages ON messages (workspace_id, channel_id, created_at, id);
"""
# What JavaScript's trim takes off; Python's strip takes off other characters.
SPACES = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
# Kinds of characters that cannot be seen; a few letters are blank, too.
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp", *"\u115f\u1160\u2800\u3164\uffa0"}
ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
CHANNEL = "presence-workspace-"


class Refusal(Exception):
    """A call that is refused: the status and the words of the answer."""
    def __init__(self, status: int, words: str):
        super().__init__(words)
        self.status = status


def connect() -> sqlite3.Connection:
    db = sqlite3.connect(DATABASE, timeout=10)
    db.row_factory = sqlite3.Row
    return db


with closing(connect()) as first:
    first.execute("PRAGMA journal_mode = WAL")
    first.executescript(SCHEMA)


is_own = "PUSHER_HOST" in os.environ
pusher = Pusher(
    app_id=os.environ["PUSHER_APP_ID"],
    key=os.environ["PUSHER_KEY"],
    secret=os.environ["PUSHER_SECRET"],
    ssl=os.environ.get("PUSHER_SCHEME") != "http",
    cluster=None if is_own else os.environ["PUSHER_CLUSTER"],
    host=os.environ.get("PUSHER_HOST"),
    port=int(os.environ["PUSHER_PORT"]) if is_own else None,
)


def publish(workspace_id: str, event: str, data: dict) -> None:
    """Publishes an event. A message is stored then: if the Pusher server is away, pages find it when they catch up."""
    try:
        pusher.trigger(CHANNEL + workspace_id, event, data)
    except Exception:
        logging.exception("could not publish %s", event)


async def caller(request: Request) -> dict:
    person = person_of(request)
    if not person:
        raise Refusal(401, "You are not signed in, or your session has ended.")
    # No form of another site can send this header; the chat sends it with every call to its own origin.
    if request.method != "GET" and request.headers.get("x-collabspace") != "1":
        raise Refusal(403, "X-CollabSpace: 1 is missing.")
    return person


async def body_of(request: Request, _: Annotated[dict, Depends(caller)]) -> dict:
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "The body must be a JSON object.")
    return body


async def form_of(request: Request, _: Annotated[dict, Depends(caller)]) -> dict:
    return {name: values[0] for name, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()}


Caller = Annotated[dict, Depends(caller)]
Body = Annotated[dict, Depends(body_of)]
Form = Annotated[dict, Depends(form_of)]


def place(person: dict, values: dict) -> tuple[str, str]:
    """Checks the place that a call is about: a channel of a workspace that the caller is a member of."""
    ids = {"workspaceId": values.get("workspaceId"), "channelId": values.get("channelId", "general")}
    for name, value in ids.items():
        if not isinstance(value, str) or not ID.fullmatch(value):
            raise Refusal(400, f'{name} must be 1 to 64 letters, digits, "_", "-" or "."')
    if not is_member(person["id"], ids["workspaceId"]):
        raise Refusal(403, "You are not a member of this workspace.")
    return ids["workspaceId"], ids["channelId"]


def shown(row: sqlite3.Row) -> dict:
    """A stored message as the contract has it. One function, for answers and events."""
    instant = datetime.fromtimestamp(row["created_at"] / 1000, timezone.utc).isoformat(timespec="milliseconds")
    message = {
        "id": str(row["id"]),
        "channelId": row["channel_id"],
        "content": row["content"],
        "senderId": row["sender_id"],
        "senderName": row["sender_name"],
        "senderAvatar": row["sender_avatar"],
        "createdAt": instant.replace("+00:00", "Z"),
    }
    return {**message, "clientId": row["client_id"]} if row["client_id"] else message


api = APIRouter(prefix="/api")


@api.get("/messages")
def history(request: Request, person: Caller) -> dict:
    query = dict(request.query_params)
    where, values = "workspace_id = ? AND channel_id = ?", [*place(person, query)]
    limit = int(size) if re.fullmatch("[0-9]{1,3}", size := query.get("limit", "50")) else 0
    if not 1 <= limit <= 100:
        raise Refusal(400, "limit must be 1 to 100.")
    with closing(connect()) as db:
        if "after" in query:
            id = query["after"]
            one = f"SELECT * FROM messages WHERE {where} AND id = ?"
            row = db.execute(one, [*values, int(id)]).fetchone() if re.fullmatch("[0-9]{1,18}", id) else None
            if row is None:
                raise Refusal(404, "This channel has no such message.")
            where += " AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ?"
            # One more than asked for tells whether there are more.
            values += [row["created_at"], row["id"], limit + 1]
            rows = db.execute(f"SELECT * FROM messages WHERE {where}", values).fetchall()
            return {"success": True, "messages": [shown(row) for row in rows[:limit]], "hasMore": len(rows) > limit}
        if "before" in query:
            where += " AND created_at < ?"
            try:
                instant = datetime.fromisoformat(query["before"].replace("Z", "+00:00"))
                values.append(round(instant.timestamp() * 1000))
            except ValueError as error:
                raise Refusal(400, "before must be an ISO 8601 instant.") from error
        where += " ORDER BY created_at DESC, id DESC LIMIT ?"
        rows = db.execute(f"SELECT * FROM messages WHERE {where}", [*values, limit]).fetchall()
    return {"success": True, "messages": [shown(row) for row in reversed(rows)]}


@api.post("/messages")
def send(person: Caller, body: Body) -> dict:
    workspace_id, channel_id = place(person, body)
    given, client_id = body.get("content"), body.get("clientId")
    # Half a pair of surrogates, which JSON can carry, is no text that a database takes.
    text = given.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(given, str) else ""
    content = text.strip(SPACES)
    if len(content) > 5000:
        raise Refusal(400, "content must have at most 5,000 characters.")
    if all({unicodedata.category(it), it} & UNSEEN for it in content):
        raise Refusal(400, "content is empty.")
    if client_id is not None and not UUID.fullmatch(str(client_id)):
        raise Refusal(400, "clientId must be a UUID.")
    sender = [person["id"], person["name"], person.get("avatar") or ""]
    names = "workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, client_id, created_at"
    values = [workspace_id, channel_id, content, *sender, client_id, time.time_ns() // 1_000_000]
    insert = f"INSERT INTO messages ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *"
    with closing(connect()) as db, db:
        row = db.execute(insert, values).fetchone()
        if row is None:
            # It was stored before, and its answer lost, perhaps before it was published: pages drop what they know.
            same = "SELECT * FROM messages WHERE sender_id = ? AND client_id = ?"
            row = db.execute(same, [person["id"], client_id]).fetchone()
    message = shown(row)
    is_long = len(json.dumps(message).encode()) > 10_240
    cut = {"content": message["content"][:800], "truncated": True} if is_long else {}
    publish(row["workspace_id"], "new-message", {**message, **cut})
    return {"success": True, "message": message}


@api.post("/messages/typing")
def typing(person: Caller, body: Body) -> dict:
    workspace_id, channel_id = place(person, body)
    data = {"userId": person["id"], "userName": person["name"], "channelId": channel_id}
    publish(workspace_id, "typing", {**data, "isTyping": body.get("isTyping") is True})
    return {"success": True}


@api.post("/pusher/auth")
def authorize(person: Caller, form: Form) -> dict:
    socket_id, channel = form.get("socket_id", ""), form.get("channel_name", "")
    if not re.fullmatch(r"[0-9]+\.[0-9]+", socket_id):
        raise Refusal(400, "socket_id must be two numbers with a dot between.")
    workspace_id = channel.removeprefix(CHANNEL)
    if not channel.startswith(CHANNEL) or not ID.fullmatch(workspace_id) or not is_member(person["id"], workspace_id):
        raise Refusal(403, "You may not subscribe to this channel.")
    info = {name: person.get(name) or "" for name in ("name", "email", "avatar")}
    # user_id is the senderId of this person's messages: the chat knows its own by it.
    return pusher.authenticate(channel, socket_id, {"user_id": person["id"], "user_info": info})


@api.get("/me")
def me(person: Caller) -> dict:
    return {name: person.get(name) or "" for name in ("id", "name", "email", "avatar")}


@api.get("/capabilities")
def capabilities(_: Caller) -> dict:
    return {"version": 1, "features": ["client-id", "after", "me"]}


app = FastAPI()
app.include_router(api)


@app.exception_handler(Refusal)
async def refused(_: Request, refusal: Refusal) -> JSONResponse:
    return JSONResponse({"error": str(refusal)}, refusal.status)
