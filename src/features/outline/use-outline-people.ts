import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { useCanvasPorts } from '#src/canvas/ports.ts'
import { tellSelection } from '#src/canvas/presence/tell-selection.ts'
import { useEditor } from '#src/editor/hooks.ts'

/** Somebody else who has selected what a row stands for, or types in it. */
export interface RowPerson {
  readonly connection: number
  readonly name: string
  readonly color: number
  readonly isTyping: boolean
}

type PeopleByElement = ReadonlyMap<string, readonly RowPerson[]>

const NOBODY: PeopleByElement = new Map()

/** Who else is where in the journey, by the id of the element; and tells the others where one is oneself. */
export function useOutlinePeople(): PeopleByElement {
  const editor = useEditor()
  const { participants, showPresence } = useCanvasPorts()
  useEffect(() => tellSelection(editor, showPresence), [editor, showPresence])
  const shown = useRef({ people: NOBODY, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => participants?.subscribe(listener) ?? (() => {}),
    [participants],
  )
  return useSyncExternalStore(subscribe, () => {
    const others = [...(participants?.getState().others ?? [])].map(
      ([connection, { user, selection, editing, caret }]) => {
        const typedIn = caret?.id ?? editing ?? null
        return { connection, name: user.name, color: user.color, typedIn, ids: selection ?? [] }
      },
    )
    // Pointers change far more often than selections do.
    const key = JSON.stringify(others)
    if (key === shown.current.key) return shown.current.people
    const people = new Map<string, RowPerson[]>()
    for (const { connection, name, color, typedIn, ids } of others)
      for (const id of new Set([...(typedIn === null ? [] : [typedIn]), ...ids])) {
        const person = { connection, name, color, isTyping: id === typedIn }
        const known = people.get(id)
        if (known) known.push(person)
        else people.set(id, [person])
      }
    shown.current = { people, key }
    return people
  })
}

/** Who is at a row, in words. */
export const peopleWords = (people: readonly RowPerson[]): string =>
  people.map(({ name, isTyping }) => (isTyping ? `${name} is typing` : `${name} is here`)).join(', ')
