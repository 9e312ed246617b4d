// The opponent: a chat as a practised hand writes it with React, for what the contract's baseline offers.
import { memo } from "react";
import { createRoot } from "react-dom/client";
import { history } from "./api.js";
import { Composer } from "./composer.jsx";
import { List } from "./list.jsx";
import { usePresence, useTyping } from "./live.js";
import { begin } from "./store.js";

const Typing = memo(function Typing({ me }) {
  const names = useTyping(me);
  return <div className="typing">{names.length ? `${names.join(", ")} ${names.length > 1 ? "are" : "is"} typing…` : ""}</div>;
});

function Chat() {
  const { connection, me, count } = usePresence();
  return (
    <div className="chat" data-connection={connection}>
      <header className="header">
        <h1 className="title"># general</h1>
        {count > 0 && <span className="status">{count} online</span>}
        <span className="status" role="status">{connection === "live" ? "Live" : "Connecting…"}</span>
      </header>
      <List />
      <Typing me={me} />
      <Composer me={me} othersAreHere={count > 1} />
    </div>
  );
}

const first = history();
createRoot(document.getElementById("root")).render(<Chat />);
begin(await first);
