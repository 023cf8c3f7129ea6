/** Stands in for `lib0/broadcastchannel` in our bundles: the tabs of a browser meet on the server, never behind its back (`disableBc`). */
const nothing = (): void => {}

export const [subscribe, unsubscribe, publish] = [nothing, nothing, nothing]
