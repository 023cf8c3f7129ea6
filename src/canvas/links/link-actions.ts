import { ArrowLeftRight, Repeat, Search, Spline, Waypoints } from 'lucide-react'
import type { Link } from '#shared/model/records/link.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedCards } from '../selected-cards.ts'
import { goToLink } from './go-to-link.ts'
import { linkAndGo, startLinking } from './link-mode.ts'

/** What can be done with links without a pointer. */
export function linkActions(core: CanvasCore): readonly Action[] {
  const source = () => {
    const [card, ...more] = selectedCards(core)
    return core.canEdit && card && more.length === 0 ? card : undefined
  }
  const hasLinks = (): boolean => linksBetweenCards(core.editor.getSnapshot()).length > 0
  return [
    {
      id: 'insert.link-to',
      ...links,
      label: 'Link to…',
      contexts: ['card'],
      icon: Spline,
      shortcuts: ['Shift+L'],
      keywords: 'connect arrow draw branch loop',
      isEnabled: () => source() !== undefined,
      run: () => {
        const card = source()
        if (card) startLinking(core, card.id)
      },
    },
    {
      id: 'insert.link-to-name',
      ...links,
      label: 'Link to a card by name…',
      contexts: ['card'],
      icon: Search,
      keywords: 'connect arrow search list',
      isEnabled: () => source() !== undefined,
      run: () => core.state.setState({ linkMode: 'list' }),
    },
    {
      id: 'insert.link-to-itself',
      ...links,
      label: 'Link to itself',
      contexts: ['card'],
      icon: Repeat,
      keywords: 'loop repeat again retry connect arrow',
      isEnabled: () => source() !== undefined,
      run: () => {
        const card = source()
        if (card) linkAndGo(core, card.id, card.id)
      },
    },
    {
      id: 'view.next-link',
      ...walking,
      label: 'Go to the next link',
      icon: ArrowLeftRight,
      shortcuts: ['Alt+L'],
      keywords: 'connection arrow follow',
      isEnabled: hasLinks,
      run: () => walkLinks(core, 1),
    },
    {
      id: 'view.previous-link',
      ...walking,
      label: 'Go to the link before',
      shortcuts: ['Alt+Shift+L'],
      keywords: 'connection arrow previous',
      isEnabled: hasLinks,
      run: () => walkLinks(core, -1),
    },
    {
      id: 'view.hand-offs',
      group: 'View',
      section: 'layers',
      label: 'Show channel hand-offs',
      icon: Waypoints,
      keywords: 'leakage omnichannel device change switch self-service assisted',
      isOn: () => core.state.getState().areHandOffsShown,
      run: () => core.state.setState({ areHandOffsShown: !core.state.getState().areHandOffsShown }),
    },
  ]
}

const links = { group: 'Insert', section: 'links' } as const
const walking = { group: 'View', section: 'links' } as const

/** The links that one walks through: those of the card one came from, else all. */
let walked: { readonly links: readonly Link[]; readonly all: readonly Link[] } | undefined

function walkLinks(core: CanvasCore, by: 1 | -1): void {
  const { editor } = core
  const all = linksBetweenCards(editor.getSnapshot())
  const { anchor } = editor.selection.getState()
  const [card] = selectedCards(core)
  const own = card ? all.filter(({ fromCardId, toCardId }) => fromCardId === card.id || toCardId === card.id) : []
  if (card || walked?.all !== all || !walked.links.some(({ id }) => id === anchor))
    walked = { links: own.length > 0 ? own : all, all }
  const list = walked.links
  const at = list.findIndex(({ id }) => id === anchor)
  const next = at < 0 ? list[by > 0 ? 0 : list.length - 1] : list[(at + by + list.length) % list.length]
  if (next) goToLink(core, next)
}
