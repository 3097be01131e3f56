"""Pictures in the vault."""

from interlace.foundation.vault.objects import SealedObjects

_pictures = SealedObjects(folder="vault", purpose="picture")
put, get, remove = _pictures.put, _pictures.get, _pictures.remove
