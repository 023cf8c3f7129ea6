import { Eye, Link, ListOrdered, Presentation } from 'lucide-react'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import type { Editor } from '#src/editor/editor.ts'
import type { Action } from '#src/ui/actions.ts'
import { copyText } from '#src/ui/copy-text.ts'
import { toast } from '#src/ui/toast.ts'

interface Needs {
  readonly journeyId: string
  readonly editor: Editor
  readonly setUpSlides: () => void
}

/** The page of those who only look; it is another document, with no editor in it. */
export const viewAddress = (journeyId: string, more = ''): string => `/view/${encodeURIComponent(journeyId)}${more}`

/** What leads to how others see the journey. */
export function stakeholderActions({ journeyId, editor, setUpSlides }: Needs): readonly Action[] {
  const selected = (): string | undefined => {
    const [id, ...more] = editor.selection.getState().ids
    return id !== undefined && more.length === 0 && elementKindOf(editor.getSnapshot(), id) ? id : undefined
  }
  return [
    {
      id: 'journey.present',
      label: 'Present',
      group: 'Journey',
      section: 'show',
      icon: Presentation,
      keywords: 'slides presentation meeting',
      run: () => window.location.assign(viewAddress(journeyId, '?present')),
    },
    {
      id: 'journey.slides',
      label: 'Presentation: slides and notes',
      group: 'Journey',
      section: 'show',
      icon: ListOrdered,
      keywords: 'speaker notes order slides',
      run: setUpSlides,
    },
    {
      id: 'journey.look',
      label: 'View as a stakeholder',
      group: 'Journey',
      section: 'show',
      icon: Eye,
      keywords: 'read only viewer look',
      run: () => window.location.assign(viewAddress(journeyId)),
    },
    {
      id: 'edit.copy-link',
      label: 'Copy link to this',
      group: 'Edit',
      section: 'link',
      icon: Link,
      keywords: 'address deep link share element',
      contexts: ['card', 'link'],
      isEnabled: () => selected() !== undefined,
      run: () => {
        const id = selected()
        if (id !== undefined) void copyLink(window.location.origin + viewAddress(journeyId, `#${id}`))
      },
    },
  ]
}

async function copyLink(address: string): Promise<void> {
  if (await copyText(address)) toast('Link copied')
  else toast.error('The browser does not let the page copy.')
}
