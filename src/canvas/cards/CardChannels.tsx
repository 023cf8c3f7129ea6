import { CHANNELS, type ChannelKey } from '#shared/model/records/channel.ts'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { CHANNEL_ICONS } from './channel-icons.ts'

const SHOWN = 5

/** Of a channel card: the media themselves, large. */
export const CardChannels = ({ channels }: { readonly channels: readonly ChannelKey[] }) => (
  <div className="card-channels">
    {channels.slice(0, SHOWN).map((channel) => (
      <span key={channel} title={CHANNELS[channel].title}>
        <IconPicture icon={CHANNEL_ICONS[channel]} color="lane-channel" label={CHANNELS[channel].title} sizePx={20} />
      </span>
    ))}
    {channels.length > SHOWN && <b className="tabular">+{channels.length - SHOWN}</b>}
  </div>
)
