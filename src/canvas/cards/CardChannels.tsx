import { CHANNELS, type ChannelKey } from '#shared/model/records/channel.ts'
import { CHANNEL_ICONS } from './channel-icons.ts'

const SHOWN = 5

/** Of a channel card: the media themselves, large. */
export const CardChannels = ({ channels }: { readonly channels: readonly ChannelKey[] }) => (
  <div className="card-channels">
    {channels.slice(0, SHOWN).map((channel) => {
      const Icon = CHANNEL_ICONS[channel]
      return (
        <span key={channel} title={CHANNELS[channel].title}>
          <Icon aria-label={CHANNELS[channel].title} />
        </span>
      )
    })}
    {channels.length > SHOWN && <b className="tabular">+{channels.length - SHOWN}</b>}
  </div>
)
