/** The light design of the dashboard; apps/web/src/app/styles/tokens.css says why. */
export const LOOK = {
  ...{ surface: '#ffffff', text: '#15171c', soft: '#464b54', faint: '#656b75', grid: '#eceae6', axis: '#cbc8c1' },
  ...{ heat: '#5ea3cf', cold: '#f4f8fb' },
} as const;

/** Of tracks: told apart with colour-vision deficiencies. */
export const COLOURS = {
  ...{ 1: '#0072b2', 2: '#a87800', 3: '#008a63', 4: '#b0598a', 5: '#2b8fc4', 6: '#c8430a' },
  ...{ net: LOOK.text, lost: '#c8430a' },
} as const;

/** Points of a picture, which has two dots for each. */
export const WIDTH = 800;
export const PADDING = 28;
