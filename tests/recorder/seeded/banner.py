"""The site's banner: a click is remembered for a year, and accepting sets a cookie more."""

CHOICE, CONSENTED = "choice", "consented"
BANNER = """<script>
if (!document.cookie.includes('choice=')) {
  const bar = document.createElement('div');
  bar.style = 'position: fixed; bottom: 0; background: white; padding: 1em';
  bar.append('We use cookies to improve your experience and to measure our audience. ');
  for (const label of ['Accept all', 'Reject all']) {
    const button = document.createElement('button');
    button.textContent = label;
    button.onclick = () => {
      document.cookie = 'choice=v; path=/; max-age=31536000';
      if (label === 'Accept all') document.cookie = 'consented=v; path=/; max-age=86400';
      bar.remove();
    };
    bar.append(button);
  }
  document.body.append(bar);
}
</script>"""
