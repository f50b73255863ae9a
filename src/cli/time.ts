/** `in 29 days`, `3 minutes ago`: a distance in the largest unit that is not zero. */
export function ago(seconds: number): string {
  const size = Math.abs(seconds)
  const [amount, unit] =
    size >= 2 * 86_400
      ? [Math.floor(size / 86_400), 'days']
      : size >= 2 * 3600
        ? [Math.floor(size / 3600), 'hours']
        : size >= 120
          ? [Math.floor(size / 60), 'minutes']
          : [size, 'seconds']
  return seconds < 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`
}
