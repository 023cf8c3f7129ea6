import { createStore, type StoreApi } from 'zustand/vanilla'

/** What one has selected and is editing; nobody else's business but as presence. */
export interface SelectionState {
  /** Ids of elements of any kind. */
  readonly ids: ReadonlySet<string>
  /** Where a range or a walk with the arrow keys starts: the element selected last. */
  readonly anchor: string | null
  /** The element whose text is being edited in place. */
  readonly editingId: string | null
  /** Which of its texts. */
  readonly editingField: string | null
}

export type SelectMode = 'replace' | 'add' | 'toggle'

const NONE: ReadonlySet<string> = new Set()

export const createSelection = (): StoreApi<SelectionState> =>
  createStore<SelectionState>(() => ({ ids: NONE, anchor: null, editingId: null, editingField: null }))

/** Selects elements. The set keeps its identity when nothing changes. */
export function selectIds(store: StoreApi<SelectionState>, ids: Iterable<string>, mode: SelectMode): void {
  const { ids: before } = store.getState()
  const wanted = [...ids]
  const after = new Set(mode === 'replace' ? [] : before)
  for (const id of wanted) {
    if (mode === 'toggle' && before.has(id)) after.delete(id)
    else after.add(id)
  }
  const isSame = after.size === before.size && [...after].every((id) => before.has(id))
  const last = wanted.at(-1)
  const anchor = last !== undefined && after.has(last) ? last : ([...after].at(-1) ?? null)
  store.setState({ ids: isSame ? before : after, anchor })
}

/** Lets go of what no longer exists. */
export function forgetMissing(store: StoreApi<SelectionState>, exists: (id: string) => boolean): void {
  const { ids, anchor, editingId } = store.getState()
  if (editingId !== null && !exists(editingId)) store.setState({ editingId: null, editingField: null })
  const left = [...ids].filter(exists)
  if (left.length === ids.size) return
  store.setState({ ids: new Set(left), anchor: anchor !== null && exists(anchor) ? anchor : (left.at(-1) ?? null) })
}
