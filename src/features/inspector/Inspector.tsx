import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { elementOf, type Element } from '#shared/model/selectors/element-kind-of.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { useEditor, useSelection, useSnapshot } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { toast } from '#src/ui/toast.ts'
import { CardSection } from './CardSection.tsx'
import { ElementDuty } from './ElementDuty.tsx'
import { deletedWords, selectionTitle } from './element-words.ts'
import { JourneySection } from './JourneySection.tsx'
import { LaneSection } from './LaneSection.tsx'
import { LinkSection } from './LinkSection.tsx'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { tellUndoable } from '#src/ui/tell-undoable.ts'
import { SeveralSection } from './SeveralSection.tsx'
import { StageSection } from './StageSection.tsx'
import { StepSection } from './StepSection.tsx'

export interface InspectorProps {
  readonly onClose?: () => void
  /** More sections below the fields, for the selected ids: the app puts what other features have to say here. */
  readonly sections?: (selectedIds: readonly string[]) => ReactNode
  /** The fields of a persona, which another feature owns. */
  readonly persona?: (personaId: PersonaId) => ReactNode
}

/** All fields of what is selected; of the journey when nothing is. */
export function Inspector({ onClose, sections, persona }: InspectorProps) {
  const snapshot = useSnapshot()
  const { canEdit } = useEditor()
  const selectedIds = useSelection()
  const elements = [...selectedIds].flatMap((id) => elementOf(snapshot, id) ?? [])
  const [first] = elements
  return (
    <Panel
      title={selectionTitle(snapshot, elements)}
      onClose={onClose}
      isStill={!canEdit}
      footer={elements.length > 0 && canEdit ? <DeleteButton /> : undefined}
    >
      <div key={elements.map(({ id }) => id).join(' ')} className="flex flex-col gap-4">
        {!first && <JourneySection />}
        {first && elements.length === 1 && <OneSection snapshot={snapshot} element={first} persona={persona} />}
        {elements.length > 1 && <SeveralSection elements={elements} />}
        {sections?.(elements.map(({ id }) => id))}
      </div>
    </Panel>
  )
}

interface OneSectionProps {
  readonly snapshot: JourneySnapshot
  readonly element: Element
  readonly persona: InspectorProps['persona']
}

function OneSection({ snapshot, element, persona }: OneSectionProps): ReactNode {
  switch (element.kind) {
    case 'card': {
      const card = snapshot.cards.get(element.id)
      return card && <CardSection card={card} />
    }
    case 'step': {
      const step = snapshot.steps.get(element.id)
      return step && <StepSection step={step} />
    }
    case 'stage': {
      const stage = snapshot.stages.get(element.id)
      return stage && <StageSection stage={stage} />
    }
    case 'lane': {
      const lane = snapshot.lanes.get(element.id)
      return lane && <LaneSection lane={lane} />
    }
    case 'link': {
      const link = snapshot.links.get(element.id)
      return link && <LinkSection link={link} />
    }
    default:
      return (
        <>
          {persona?.(element.id)}
          <ElementDuty snapshot={snapshot} elements={[element]} />
        </>
      )
  }
}

/** Deletes the selection at once, and offers to take it back. */
function DeleteButton() {
  const editor = useEditor()
  const remove = (): void => {
    const before = editor.getSnapshot()
    const result = editor.deleteSelection()
    if (!result.ok) {
      toast.error(refusalWords(result.reason))
      return
    }
    tellUndoable(editor, `Deleted ${deletedWords(before, result.value.deletedIds)}`)
  }
  return (
    <Button variant="ghost-danger" icon={Trash2} onClick={remove}>
      Delete
    </Button>
  )
}
