const COLUMNS = [0, 1, 2, 3]
const LANES = ['touchpoint', 'action', 'pain-point'] as const
/** Which cells of the sketch hold a card, by lane. */
const CARDS: Readonly<Record<(typeof LANES)[number], readonly number[]>> = {
  touchpoint: [0, 1, 3],
  action: [0, 1, 2, 3],
  'pain-point': [2],
}

/** A journey in few strokes: stages above, cards in lanes, a curve through the feelings. */
export const FirstJourneySketch = () => (
  <svg viewBox="0 0 320 176" aria-hidden className="w-80 max-w-full">
    {COLUMNS.map((column) => (
      <rect key={column} x={column * 80 + 3} y="2" width="74" height="16" rx="4" fill="var(--ink)" opacity="0.1" />
    ))}
    {LANES.map((lane, row) =>
      CARDS[lane].map((column) => (
        <g key={`${lane}-${column}`} transform={`translate(${column * 80 + 3} ${row * 34 + 28})`}>
          <rect
            width="74"
            height="28"
            rx="5"
            fill={`var(--lane-${lane}-soft)`}
            stroke={`var(--lane-${lane})`}
            strokeOpacity="0.35"
          />
          <rect
            x="7"
            y="8"
            width={column % 2 === 0 ? 48 : 38}
            height="4"
            rx="2"
            fill={`var(--lane-${lane})`}
            opacity="0.75"
          />
          <rect
            x="7"
            y="16"
            width={column % 2 === 0 ? 30 : 44}
            height="4"
            rx="2"
            fill={`var(--lane-${lane})`}
            opacity="0.3"
          />
        </g>
      )),
    )}
    <path
      d="M40 148 C80 148 80 138 120 138 S160 168 200 168 S240 134 280 134"
      fill="none"
      stroke="var(--lane-emotion)"
      strokeWidth="2.5"
      strokeLinecap="round"
    />
    {[
      [40, 148],
      [120, 138],
      [200, 168],
      [280, 134],
    ].map(([x, y]) => (
      <circle key={x} cx={x} cy={y} r="4.5" fill="var(--surface)" stroke="var(--lane-emotion)" strokeWidth="2.5" />
    ))}
  </svg>
)
