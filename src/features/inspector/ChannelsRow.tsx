import { Plus, X } from 'lucide-react'
import { CHANNEL_KEYS, CHANNELS, type ChannelKey, type ChannelMode } from '#shared/model/records/channel.ts'
import { CHANNEL_ICONS } from '#src/canvas/cards/channel-icons.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { checkedOf } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

const GROUPS: readonly { readonly mode: ChannelMode; readonly title: string }[] = [
  { mode: 'self-service', title: 'Self-service' },
  { mode: 'assisted', title: 'With staff' },
]

interface ChannelsRowProps {
  readonly label: string
  /** The channels of each selected thing. */
  readonly channels: readonly (readonly ChannelKey[])[]
  readonly onChange: (channel: ChannelKey, isOn: boolean) => void
}

/** Which media carry it, as a list of icons and names. */
export function ChannelsRow({ label, channels, onChange }: ChannelsRowProps) {
  const { canEdit } = useEditor()
  const countOf = (channel: ChannelKey): number => channels.filter((each) => each.includes(channel)).length
  const used = CHANNEL_KEYS.filter((channel) => countOf(channel) > 0)
  if (!canEdit && used.length === 0) return null
  const chips = used.map((channel) => (
    <Chip
      key={channel}
      channel={channel}
      isPartial={countOf(channel) < channels.length}
      {...(canEdit ? { onRemove: () => onChange(channel, false) } : {})}
    />
  ))
  if (!canEdit) {
    return (
      <ReadOnlyField label={label}>
        <ul className="flex flex-wrap gap-1.5">{chips}</ul>
      </ReadOnlyField>
    )
  }
  return (
    <div>
      <p className="mb-1.5 text-xs font-medium text-ink-muted">{label}</p>
      <div className="flex flex-wrap items-center gap-1.5">
        {chips.length > 0 && <ul className="contents">{chips}</ul>}
        <Popover
          label={label}
          className="w-72 p-3"
          trigger={
            <Button size="sm" icon={Plus}>
              Choose
            </Button>
          }
        >
          {GROUPS.map(({ mode, title }) => (
            <fieldset key={mode} className="mb-3 last:mb-0">
              <legend className="mb-1 text-xs font-medium text-ink-muted">{title}</legend>
              {CHANNEL_KEYS.filter((channel) => CHANNELS[channel].mode === mode).map((channel) => (
                <Checkbox
                  key={channel}
                  className="min-h-7 items-center"
                  label={<ChannelName channel={channel} />}
                  checked={checkedOf(countOf(channel), channels.length)}
                  onChange={(isOn) => onChange(channel, isOn)}
                />
              ))}
            </fieldset>
          ))}
        </Popover>
      </div>
    </div>
  )
}

function ChannelName({ channel }: { readonly channel: ChannelKey }) {
  const Icon = CHANNEL_ICONS[channel]
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className="size-4 text-ink-muted" />
      {CHANNELS[channel].title}
    </span>
  )
}

interface ChipProps {
  readonly channel: ChannelKey
  /** Only some of the selected things have it. */
  readonly isPartial: boolean
  readonly onRemove?: () => void
}

const Chip = ({ channel, isPartial, onRemove }: ChipProps) => (
  <li className="inline-flex h-7 items-center gap-1 rounded-full bg-ink/6 pr-1 pl-2 text-xs text-ink">
    <ChannelName channel={channel} />
    {isPartial && <span className="text-ink-faint">(some)</span>}
    {onRemove ? (
      <button
        type="button"
        aria-label={`Remove ${CHANNELS[channel].title}`}
        className="inline-flex size-6 items-center justify-center rounded-full text-ink-muted hover:bg-ink/10 hover:text-ink"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3.5" />
      </button>
    ) : (
      <span className="w-1" />
    )}
  </li>
)
