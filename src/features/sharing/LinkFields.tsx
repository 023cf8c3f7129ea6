import { Checkbox } from '#src/ui/Checkbox.tsx'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { type DraftFaults, EXPIRIES, type Expiry, type LinkDraft } from './link-draft.ts'
import { ShownFields } from './ShownFields.tsx'

const NAME_MAX_LENGTH = 200
const PASSWORD_MAX_LENGTH = 200

interface LinkFieldsProps {
  readonly journeyId: string
  readonly draft: LinkDraft
  readonly onChange: (patch: Partial<LinkDraft>) => void
  readonly faults: DraftFaults
}

/** All that a link may ask, beside its role. */
export const LinkFields = ({ journeyId, draft, onChange, faults }: LinkFieldsProps) => (
  <div className="flex flex-col gap-4">
    <TextField
      label="Name of the link (guests do not see it)"
      placeholder="For whom it is"
      value={draft.name}
      maxLength={NAME_MAX_LENGTH}
      onChange={(event) => onChange({ name: event.target.value })}
    />
    <div className="grid gap-4 md:grid-cols-2">
      <div className="flex flex-col gap-2">
        <Select
          label="It works"
          value={draft.expiry}
          onChange={(expiry) => onChange({ expiry })}
          options={(Object.keys(EXPIRIES) as Expiry[]).map((value) => ({ value, label: EXPIRIES[value].label }))}
        />
        {draft.expiry === 'at' && (
          <TextField
            label="Until when"
            hideLabel
            type="datetime-local"
            value={draft.until}
            error={faults.until}
            onChange={(event) => onChange({ until: event.target.value })}
          />
        )}
      </div>
      <div className="flex flex-col gap-2">
        <Select
          label="It can be opened"
          value={draft.uses}
          onChange={(uses) => onChange({ uses })}
          options={[
            { value: 'any', label: 'In any number of browsers' },
            { value: 'once', label: 'Once: in one browser' },
            { value: 'some', label: 'In a number of browsers …' },
          ]}
        />
        {draft.uses === 'some' && (
          <TextField
            label="In how many browsers"
            hideLabel
            type="number"
            min={1}
            value={draft.maxUses}
            error={faults.maxUses}
            onChange={(event) => onChange({ maxUses: event.target.value })}
          />
        )}
      </div>
    </div>
    <div className="flex flex-col gap-2">
      <Checkbox
        label="Ask for a password"
        checked={draft.asksPassword}
        onChange={(asksPassword) => onChange({ asksPassword })}
      />
      {draft.asksPassword && (
        <TextField
          label="Password"
          hideLabel
          className="pl-6"
          placeholder={draft.hasPassword ? 'Unchanged' : 'A password to tell your guests'}
          maxLength={PASSWORD_MAX_LENGTH}
          hint="Note it down: it cannot be read again. Whoever is in already stays in when it changes."
          value={draft.password}
          error={faults.password}
          onChange={(event) => onChange({ password: event.target.value })}
        />
      )}
    </div>
    {draft.role !== 'viewer' ? (
      <p className="text-xs text-ink-faint">
        {draft.role === 'editor'
          ? 'A link to edit shows everything. '
          : 'A link to comment shows everything, since comments may speak of it. '}
        To show only some lanes or numbers, let it view.
      </p>
    ) : (
      <div className="flex flex-col gap-2">
        <Checkbox
          label="Show only a part"
          hint="Some lanes, some numbers"
          checked={draft.shows !== null}
          onChange={(isPart) => onChange({ shows: isPart ? { laneIds: null, numberIds: null } : null })}
        />
        {draft.shows !== null && (
          <div className="pl-6">
            <ShownFields
              journeyId={journeyId}
              shows={draft.shows}
              onChange={(shows) => onChange({ shows })}
              fault={faults.shows}
            />
          </div>
        )}
      </div>
    )}
  </div>
)
