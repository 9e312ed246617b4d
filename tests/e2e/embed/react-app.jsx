// A React program of somebody else's, with the chat in it. Bundled and run by react.spec.ts.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

function Support({ cdn, token }) {
  const [channel, setChannel] = useState("general");
  const [connection, setConnection] = useState("idle");
  const [clicks, setClicks] = useState(0);
  const [isShown, setShown] = useState(true);
  return (
    <main>
      <button onClick={() => setChannel("random")}>Go to random</button>
      <button onClick={() => setClicks(clicks + 1)}>Clicked {clicks} times</button>
      <button onClick={() => setShown(!isShown)}>{isShown ? "Hide" : "Show"}</button>
      <output>{connection}</output>
      <div style={{ height: 500 }}>
        {isShown && (
          <collabspace-chat
            config={`${cdn}/config.json`}
            channel={channel}
            tokenProvider={async () => token}
            oncollabspace-connection={({ detail }) => setConnection(detail.state)}
          />
        )}
      </div>
    </main>
  );
}

export function start({ cdn, token }) {
  createRoot(document.querySelector("#app")).render(
    <StrictMode>
      <Support cdn={cdn} token={token} />
    </StrictMode>,
  );
}
