import { CHANNEL_KEYS, CHANNELS, type ChannelKey } from '#shared/model/records/channel.ts'
import { CHANNEL_ICONS } from '#src/canvas/cards/channel-icons.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { cn } from '#src/ui/cn.ts'

interface PreferredChannelsProps {
  readonly channels: readonly ChannelKey[]
  readonly onChange: (channels: ChannelKey[]) => void
}

/** The media that a persona likes to use. */
export function PreferredChannels({ channels, onChange }: PreferredChannelsProps) {
  const { canEdit } = useEditor()
  const shown = canEdit ? CHANNEL_KEYS : CHANNEL_KEYS.filter((channel) => channels.includes(channel))
  if (shown.length === 0) return null
  const toggle = (channel: ChannelKey): void =>
    onChange(CHANNEL_KEYS.filter((each) => channels.includes(each) !== (each === channel)))
  return (
    <div>
      <p className="mb-1.5 text-xs font-medium text-ink-muted">Preferred channels</p>
      <ul className="flex flex-wrap gap-1.5">
        {shown.map((channel) => {
          const Icon = CHANNEL_ICONS[channel]
          const face = (
            <>
              <Icon aria-hidden className="size-4" />
              {CHANNELS[channel].title}
            </>
          )
          const look = 'inline-flex h-7 items-center gap-1.5 rounded-full px-2.5 text-xs pointer-coarse:h-10'
          return (
            <li key={channel}>
              {canEdit ? (
                <button
                  type="button"
                  aria-pressed={channels.includes(channel)}
                  className={cn(
                    look,
                    'text-ink-muted shadow-card hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent',
                  )}
                  onClick={() => toggle(channel)}
                >
                  {face}
                </button>
              ) : (
                <span className={cn(look, 'bg-ink/6 text-ink')}>{face}</span>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
