import { Link2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateShare } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { ROLE_WORDS } from './role-words.ts'

const NAME_MAX_LENGTH = 200

/** `commenter` is not offered while there are no comments to write. */
const OFFERED_ROLES = ['viewer', 'editor'] as const satisfies readonly ShareItem['role'][]

interface CreateShareProps {
  readonly journeyId: string
  readonly onCreated: (share: ShareItem) => void
}

/** Makes a link: what it lets one do, and a name by which to know it later. */
export function CreateShare({ journeyId, onCreated }: CreateShareProps) {
  const [role, setRole] = useState<(typeof OFFERED_ROLES)[number]>('viewer')
  const [name, setName] = useState('')
  const create = useCreateShare(journeyId)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const trimmed = name.trim()
    create.mutate(trimmed === '' ? { role } : { role, name: trimmed }, {
      onSuccess: (share) => {
        setName('')
        onCreated(share)
      },
    })
  }

  return (
    <form onSubmit={submit} className="rounded-lg bg-surface-sunken p-3">
      <SegmentedControl
        label="What the link allows"
        value={role}
        onChange={setRole}
        options={OFFERED_ROLES.map((value) => ({
          value,
          label: ROLE_WORDS[value].title,
          icon: ROLE_WORDS[value].icon,
        }))}
        className="w-full"
      />
      <p className="mt-2 text-xs text-pretty text-ink-muted">{ROLE_WORDS[role].text}</p>
      <div className="mt-3 flex items-end gap-2">
        <TextField
          label="Name of the link (guests do not see it)"
          className="flex-1"
          placeholder="For whom it is"
          value={name}
          maxLength={NAME_MAX_LENGTH}
          onChange={(event) => setName(event.target.value)}
        />
        <Button variant="primary" type="submit" icon={Link2} busy={create.isPending}>
          Create link
        </Button>
      </div>
      {create.error !== null && (
        <p role="alert" className="mt-2 text-xs text-danger">
          {wordsOf(create.error)}
        </p>
      )}
    </form>
  )
}
