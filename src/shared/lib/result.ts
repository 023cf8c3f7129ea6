/** The outcome of something that may be *refused* (not a bug, not a door): a value, or a reason in a stable word. */
export type Result<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason; readonly detail?: string }

export const done = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })

export const refused = <Reason extends string>(
  reason: Reason,
  detail?: string,
): { readonly ok: false; readonly reason: Reason; readonly detail?: string } =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail }
