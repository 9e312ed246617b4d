/** `load` for several that want the same: it is called once, and again only after it has failed. */
export function once(load) {
  let loading;
  return (...given) => {
    loading ??= load(...given).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
