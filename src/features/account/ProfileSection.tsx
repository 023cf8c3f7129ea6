import { type FormEvent, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useRenameSession } from '#src/api/mutations.ts'
import { useSession } from '#src/api/queries.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { Section } from './Section.tsx'

/** How others see me. */
export function ProfileSection() {
  const session = useSession()
  const rename = useRenameSession()
  const [draft, setDraft] = useState<string | null>(null)
  if (session.data === undefined) return null
  const { name, color } = session.data
  const trimmed = (draft ?? name).trim()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    rename.mutate(trimmed, {
      onSuccess: () => {
        setDraft(null)
        toast.success('Name saved')
      },
    })
  }

  return (
    <Section title="Profile" text="Shown to others beside your cursor and on your avatar.">
      <form onSubmit={submit} className="flex items-end gap-3">
        <Avatar name={trimmed === '' ? '?' : trimmed} color={color} size="md" decorative />
        <TextField
          label="Name"
          className="flex-1"
          autoComplete="name"
          maxLength={80}
          value={draft ?? name}
          onChange={(event) => setDraft(event.target.value)}
          error={rename.error === null ? null : wordsOf(rename.error)}
        />
        <Button type="submit" busy={rename.isPending} disabled={trimmed === '' || trimmed === name}>
          Save name
        </Button>
      </form>
    </Section>
  )
}
