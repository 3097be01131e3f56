"""A time-stamping service of our own for tests: certificates made here, answers by the machine's `openssl ts`."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NEEDS_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the program openssl")
_CONFIG = """[tsa]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
ordering = yes
tsa_name = yes
"""


class Authority:
    """Signs what is asked; `mood` makes it fail."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder, self.mood, self.asked, self.url = folder, "", 0, ""
        root_key, root = _certificate("Root of the test", None)
        signer_key, signer = _certificate("Stamps of the test", (root_key, root))
        (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "signer.pem").write_bytes(signer.public_bytes(Encoding.PEM))
        pem = signer_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "signer.key").write_bytes(pem)
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))

    @property
    def roots(self) -> Path:
        """The file of certificates that an operator trusts."""
        return self.folder / "root.pem"

    def answer(self, query: bytes) -> bytes:
        """A signed answer to a query."""
        (self.folder / "query.tsq").write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", str(self.folder / "tsa.cnf"), "-section", "tsa"]
        command += ["-queryfile", str(self.folder / "query.tsq"), "-out", str(self.folder / "answer.tsr")]
        subprocess.run(command, check=True, capture_output=True)
        return (self.folder / "answer.tsr").read_bytes()


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """The service while the block runs, on this machine alone."""
    found = Authority(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            found.asked += 1
            if found.mood == "down":
                self.send_error(503)
                return
            content = b"nonsense" if found.mood == "nonsense" else found.answer(query)
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: Any) -> None:
            """Nothing on the console of the tests."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _certificate(
    name: str, by: tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer_key, issuer = (key, subject) if by is None else (by[0], by[1].subject)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(is_root=by is None), critical=True)
    )
    if by is not None:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return key, made.sign(issuer_key, hashes.SHA256())


def _usage(*, is_root: bool) -> x509.KeyUsage:
    never = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
         "decipher_only"), False
    )  # fmt: skip
    return x509.KeyUsage(digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **never)
