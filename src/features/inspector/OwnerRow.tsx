import { use, useId, useState } from 'react'
import type { Duty } from '#shared/model/records/duty.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { MembersContext, ownerOf } from '#src/editor/owner-names.ts'
import { OwnerOptions } from '#src/editor/OwnerOptions.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { commonValue } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface OwnerRowProps {
  readonly duties: readonly Duty[]
  readonly onChange: (owner: Pick<Duty, 'owner' | 'ownerId'>) => void
}

/** Who looks after it. Members, who is here and who looks after something already are suggested. */
export function OwnerRow({ duties, onChange }: OwnerRowProps) {
  const { canEdit } = useEditor()
  const common = commonValue(duties, ({ owner = '' }) => owner)
  const shown = common.isMixed ? '' : (common.value ?? '')
  if (!canEdit) return shown !== '' && <ReadOnlyField label="Owner">{shown}</ReadOnlyField>
  return (
    <OwnerField
      // What others or undo have put there replaces what stands in the field.
      key={shown}
      owner={shown}
      isMixed={common.isMixed}
      onChange={onChange}
    />
  )
}

interface OwnerFieldProps {
  readonly owner: string
  readonly isMixed: boolean
  readonly onChange: OwnerRowProps['onChange']
}

function OwnerField({ owner, isMixed, onChange }: OwnerFieldProps) {
  const listId = useId()
  const members = use(MembersContext)
  const [text, setText] = useState(owner)
  const finish = (): void => {
    const name = text.trim()
    if (name !== owner) onChange(ownerOf(name, members))
  }
  return (
    <div>
      <TextField
        label="Owner"
        value={text}
        list={listId}
        maxLength={NAME_MAX_LENGTH}
        placeholder={isMixed ? 'Mixed' : 'Nobody yet'}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) finish()
          else if (event.key === 'Escape') setText(owner)
        }}
      />
      <OwnerOptions id={listId} />
    </div>
  )
}
