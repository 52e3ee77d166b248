/** The mark: a bunch of grapes, growing downwards one at a time. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" width={22} height={22} aria-hidden="true" fill="var(--mark-grape)">
      <path
        d="M12 7.5V4.8c0-1.9 1.4-3 3.6-3"
        fill="none"
        stroke="var(--mark-stem)"
        strokeWidth={1.8}
        strokeLinecap="round"
      />
      <circle cx="6" cy="10" r="2.6" />
      <circle cx="12" cy="10" r="2.6" />
      <circle cx="18" cy="10" r="2.6" />
      <circle cx="9" cy="15.2" r="2.6" />
      <circle cx="15" cy="15.2" r="2.6" />
      <circle cx="12" cy="20.4" r="2.6" />
    </svg>
  );
}
