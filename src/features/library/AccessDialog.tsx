import { Link2, Users } from 'lucide-react'
import type { EntryRole } from '#shared/contract/access-entries.ts'
import { EVERYONE } from '#shared/contract/access-entries.ts'
import type { AccessBody, AccessSource } from '#shared/contract/rest/collections.ts'
import { ROLE_NAMES, type Role } from '#shared/contract/roles.ts'
import { assertNever } from '#shared/lib/assert.ts'
import { wordsOf } from '#src/api/api-error.ts'
import type { AccessThing } from '#src/api/library-api.ts'
import { useAccess, useSetAccess } from '#src/api/library-queries.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Select, type SelectOption } from '#src/ui/Select.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { counted } from '#shared/lib/counted.ts'

interface AccessDialogProps {
  readonly thing: AccessThing
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}

/** Who can see a journey or a collection, what they may do there, and where that comes from. Who manages it changes it here. */
export function AccessDialog({ thing, id, name, onClose }: AccessDialogProps) {
  const access = useAccess(thing, id)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Who can see this"
      description={
        thing === 'journeys'
          ? `The journey “${name}”`
          : `The collection “${name}”, and what is in it as far as that does not say otherwise`
      }
    >
      {access.data !== undefined ? (
        <AccessTable thing={thing} id={id} access={access.data} />
      ) : access.error === null ? (
        <Skeleton className="h-40 rounded-lg" />
      ) : (
        <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          {wordsOf(access.error)}
        </p>
      )}
    </Dialog>
  )
}

/** Stands for "says nothing": what is inherited holds. */
const INHERIT = 'inherit'
type Chosen = EntryRole | typeof INHERIT

const CHOICES: readonly SelectOption<Chosen>[] = [
  { value: 'admin', label: ROLE_NAMES.admin },
  { value: 'editor', label: ROLE_NAMES.editor },
  { value: 'commenter', label: ROLE_NAMES.commenter },
  { value: 'viewer', label: ROLE_NAMES.viewer },
  { value: 'none', label: 'No access' },
]

interface AccessTableProps {
  readonly thing: AccessThing
  readonly id: string
  readonly access: AccessBody
}

function AccessTable({ thing, id, access: { mayChange, entries, people, links } }: AccessTableProps) {
  const setting = useSetAccess(thing, id)
  // What was chosen last shows at once.
  const said = setting.isPending ? setting.variables.entries : entries
  const ownOf = (personId: string): Chosen => said.find((entry) => entry.personId === personId)?.role ?? INHERIT
  const set = (personId: string, role: Chosen): void => {
    const others = said.filter((entry) => entry.personId !== personId)
    setting.mutate({ entries: role === INHERIT ? others : [...others, { personId, role }] })
  }
  const seeing = people.filter(({ role }) => role !== null)

  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-muted">
        {seeing.length === people.length
          ? people.length === 1
            ? 'You are the only member of the workspace.'
            : `All ${String(people.length)} members of the workspace can see it.`
          : `${String(seeing.length)} of ${counted(people.length, 'member', 'members')} of the workspace can see it.`}
      </p>
      <ul aria-label="Who may what" className="divide-y divide-line">
        <li className="flex items-center gap-3 py-2.5">
          <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-ink/6 text-ink-muted">
            <Users aria-hidden className="size-4" />
          </span>
          <div className="min-w-0 flex-1">
            <p className="text-sm font-medium">Everyone in the workspace</p>
            <p className="text-xs text-ink-faint">
              unless something is set for them below, or they manage the workspace
            </p>
          </div>
          {mayChange ? (
            <Select
              label="Role of everyone"
              hideLabel
              className="w-40 shrink-0"
              value={ownOf(EVERYONE)}
              onChange={(role) => set(EVERYONE, role)}
              options={[{ value: INHERIT, label: 'As inherited' }, ...CHOICES]}
            />
          ) : (
            <span className="text-sm text-ink-muted">{entryWords(ownOf(EVERYONE))}</span>
          )}
        </li>
        {people.map(({ personId, name, color, role, source, inherited }) => (
          <li key={personId} className="flex items-center gap-3 py-2.5">
            <Avatar name={name} color={color} size="md" decorative />
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{name}</p>
              <p className="text-xs text-ink-faint">{sourceWords(source, thing)}</p>
            </div>
            {mayChange && source.kind !== 'manages' ? (
              <Select
                label={`Role of ${name}`}
                hideLabel
                className="w-40 shrink-0"
                value={ownOf(personId)}
                onChange={(next) => set(personId, next)}
                options={[{ value: INHERIT, label: inheritWords(ownOf(EVERYONE), inherited.role) }, ...CHOICES]}
              />
            ) : (
              <span className="text-sm text-ink-muted">{roleWords(role)}</span>
            )}
          </li>
        ))}
      </ul>
      {setting.error !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(setting.error)}
        </p>
      )}
      {links > 0 && (
        <p className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
          <Link2 aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {counted(links, 'share link stands', 'share links stand')}. Whoever has one gets in, whatever is said here.
          </span>
        </p>
      )}
    </div>
  )
}

const roleWords = (role: Role | null): string => (role === null ? 'No access' : ROLE_NAMES[role])

const entryWords = (role: Chosen): string =>
  role === INHERIT ? 'As inherited' : role === 'none' ? 'No access' : ROLE_NAMES[role]

/** What somebody is when nothing is said of them here: everyone's entry here goes before what is inherited. */
const inheritWords = (everyone: Chosen, inherited: Role | null): string =>
  everyone === INHERIT ? `${roleWords(inherited)}, inherited` : `${entryWords(everyone)}, as everyone`

function sourceWords(source: AccessSource, thing: AccessThing): string {
  const here = thing === 'journeys' ? 'this journey' : 'this collection'
  switch (source.kind) {
    case 'manages':
      return 'manages the workspace'
    case 'workspace':
      return 'from the workspace'
    case 'here':
      return source.isOwn ? `set for ${here}` : `set for everyone in ${here}`
    case 'collection': {
      const collection = source.name === null ? 'a collection around it' : `“${source.name}”`
      return source.isOwn ? `from ${collection}` : `from ${collection}, for everyone`
    }
    default:
      return assertNever(source)
  }
}
