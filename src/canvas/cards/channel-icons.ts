import type { ChannelKey } from '#shared/model/records/channel.ts'
import {
  Bell,
  Bot,
  CircleHelp,
  CircleEllipsis,
  CreditCard,
  Globe,
  Headset,
  ListFilter,
  type LucideIcon,
  Mail,
  Mailbox,
  Megaphone,
  MessageCircle,
  MessagesSquare,
  Phone,
  Search,
  Share2,
  Smartphone,
  Star,
  Store,
  Wrench,
} from 'lucide-react'

/** One icon for each medium; those that need staff look like people at work. */
export const CHANNEL_ICONS: Readonly<Record<ChannelKey, LucideIcon>> = {
  web: Globe,
  app: Smartphone,
  search: Search,
  listing: ListFilter,
  review: Star,
  social: Share2,
  ad: Megaphone,
  email: Mail,
  sms: MessageCircle,
  push: Bell,
  chatbot: Bot,
  faq: CircleHelp,
  payment: CreditCard,
  store: Store,
  phone: Phone,
  chat: Headset,
  field: Wrench,
  post: Mailbox,
  other: CircleEllipsis,
}

/** For a touchpoint that names no channel yet. */
export const NO_CHANNEL_ICON: LucideIcon = MessagesSquare
