import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { SHARE_ROLES } from '#shared/contract/share-terms.ts'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { ROLE_WORDS } from './role-words.ts'

interface RoleChoiceProps {
  readonly role: ShareItem['role']
  readonly onChange: (role: ShareItem['role']) => void
}

/** What a link allows, with the words that say what that means. */
export const RoleChoice = ({ role, onChange }: RoleChoiceProps) => (
  <div>
    <SegmentedControl
      label="What the link allows"
      value={role}
      onChange={onChange}
      options={SHARE_ROLES.map((value) => ({ value, label: ROLE_WORDS[value].verb, icon: ROLE_WORDS[value].icon }))}
      isWide
    />
    <p className="mt-2 text-xs text-pretty text-ink-muted">{ROLE_WORDS[role].text}</p>
  </div>
)
