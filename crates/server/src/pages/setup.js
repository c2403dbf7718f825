// The first start: sends the owner's name and password with the token of the
// link. The token stands after the #, so it reaches no log and no other site.
'use strict';

const form = document.getElementById('owner');
const told = document.getElementById('told');

const send = async () => {
  const fields = Object.fromEntries(new FormData(form));
  const body = JSON.stringify({ token: location.hash.slice(1), ...fields });
  const headers = { 'content-type': 'application/json', 'accept-language': 'id' };
  const answer = await fetch('api/v1/setup', { method: 'POST', headers, body });
  if (answer.ok) return null;
  const problem = await answer.json();
  return `${problem.title}. ${problem.detail}`;
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  told.textContent = '';
  const problem = await send().catch(() => 'Simpul tidak menjawab. Coba lagi.');
  button.disabled = problem === null;
  if (problem !== null) {
    told.textContent = problem;
    return;
  }
  form.replaceChildren('Akun pemilik sudah dibuat dan Anda sudah masuk.');
});
