// The list: react-virtuoso with what it asks for: stable keys, stable functions, older pages by `firstItemIndex`.
//
// Virtuoso's own `followOutput` asks whether the list is at its end, which it is not any more when much comes at once. Whether the
// reader has left the end is told by the scroller's own events: only a reader scrolls up.
import { memo, useCallback, useRef } from "react";
import { Virtuoso } from "react-virtuoso";
import { Row } from "./row.jsx";
import { loadOlder, useMessages } from "./store.js";

const keyOf = (index, message) => message.id;
const row = (index, message) => <Row message={message} />;
const beyond = { top: 600, bottom: 300 };
const NEAR = 40;

// Stays at the end until the reader scrolls up, and again from when they are back.
function useEnd() {
  const list = useRef(null);
  const end = useRef({ isWanted: true, top: 0, height: 0 });
  const onScroll = useCallback(({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
    const { current } = end;
    if (scrollHeight - scrollTop - clientHeight <= NEAR) current.isWanted = true;
    else if (scrollTop < current.top && scrollHeight >= current.height) current.isWanted = false;
    current.top = scrollTop;
    current.height = scrollHeight;
  }, []);
  const follow = useCallback(() => (end.current.isWanted ? "auto" : false), []);
  const grown = useCallback(() => {
    if (end.current.isWanted) list.current?.scrollTo({ top: Number.MAX_SAFE_INTEGER });
  }, []);
  return { list, onScroll, follow, grown };
}

export const List = memo(function List() {
  const { messages, first } = useMessages();
  const { list, onScroll, follow, grown } = useEnd();
  if (!messages.length) return <div className="list" />;
  return (
    <Virtuoso
      ref={list}
      className="list"
      role="log"
      aria-label="Messages in general"
      data={messages}
      firstItemIndex={first}
      initialTopMostItemIndex={{ index: "LAST", align: "end" }}
      computeItemKey={keyOf}
      itemContent={row}
      followOutput={follow}
      totalListHeightChanged={grown}
      onScroll={onScroll}
      startReached={loadOlder}
      increaseViewportBy={beyond}
      alignToBottom
    />
  );
});
