/* Reads a meter's barcode with the browser's own detector, where it has one and a camera; says plainly where it cannot. */
(function () {
  'use strict';

  const button = document.getElementById('scan');
  const video = document.getElementById('scan-video');
  const status = document.getElementById('scan-status');
  if (!button || !video || !status) {
    return;
  }
  let stream = null;

  function say(text) {
    status.textContent = text;
  }

  function stop() {
    if (stream) {
      stream.getTracks().forEach(track => track.stop());
    }
    stream = null;
    video.hidden = true;
  }

  function take(text) {
    stop();
    say('');
    document.getElementById(button.dataset.target).value = text;
    document.getElementById(button.dataset.press).click();
  }

  async function look(detector) {
    if (!stream) {
      return;
    }
    const codes = await detector.detect(video).catch(() => []);
    const code = codes.find(each => /\d{3}/.test(each.rawValue));
    if (code) {
      take(code.rawValue);
    } else {
      requestAnimationFrame(() => look(detector));
    }
  }

  button.addEventListener('click', async () => {
    if (stream) {
      stop();
      say('');
      return;
    }
    if (!('BarcodeDetector' in window) || !navigator.mediaDevices) {
      say(button.dataset.cannot);
      document.getElementById(button.dataset.target).focus();
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
      video.srcObject = stream;
      video.hidden = false;
      say(button.dataset.looking);
      await video.play();
      look(new BarcodeDetector());
    } catch (refused) {
      stop();
      say(button.dataset.denied);
    }
  });

  addEventListener('pagehide', stop);
}());
