/** What several things have in one field: the same value, or different ones. */
export type CommonValue<Value> = { readonly isMixed: false; readonly value: Value } | { readonly isMixed: true }

/** The value that all have, compared by content. */
export function commonValue<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value,
): CommonValue<Value | undefined> {
  const [first, ...others] = items
  if (first === undefined) return { isMixed: false, value: undefined }
  const value = read(first)
  const key = JSON.stringify(value)
  return others.every((item) => JSON.stringify(read(item)) === key) ? { isMixed: false, value } : { isMixed: true }
}

/** The value, or `null` where it differs or is not set. */
export const valueOrNull = <Value>(common: CommonValue<Value | undefined>): Value | null =>
  common.isMixed ? null : (common.value ?? null)

/** Of how many things something holds: for a checkbox. */
export function checkedOf(count: number, all: number): boolean | 'indeterminate' {
  if (count === 0) return false
  return count === all ? true : 'indeterminate'
}
