import { editFields } from '#shared/model/commands/edit-fields.ts'
import type { Duty } from '#shared/model/records/duty.ts'
import type { Element } from '#shared/model/selectors/element-kind-of.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { DutyRows } from './DutyRows.tsx'
import { useChange } from './use-change.ts'

interface ElementDutyProps {
  readonly snapshot: JourneySnapshot
  readonly elements: readonly Element[]
}

const ROOTS = {
  card: 'cards',
  step: 'steps',
  stage: 'stages',
  lane: 'lanes',
  link: 'links',
  persona: 'personas',
} as const

/** Who sees to some elements of whatever kinds; a change goes to each of them as one step of undo. */
export function ElementDuty({ snapshot, elements }: ElementDutyProps) {
  const change = useChange()
  const duties = elements.flatMap(({ kind, id }): Duty[] => {
    const records: ReadonlyMap<string, Duty> = snapshot[ROOTS[kind]]
    const duty = records.get(id)
    return duty ? [duty] : []
  })
  const edit = (patch: Duty): void => {
    let continues = false
    for (const { kind, id } of elements) {
      if (!change(editFields, { root: ROOTS[kind], id, patch }, { continues })) return
      continues = true
    }
  }
  return <DutyRows duties={duties} onChange={edit} />
}
