"""OpenStack Swift with its S3 door, in one process and a folder: one disk, one replica, signatures checked, one bucket.

Needs Debian's python3-swift. Prints a line of JSON {endpoint, bucket, accessKey, secretKey} when it can be asked, and ends when its standard input does.
"""
import json
import os
import sys

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402
from eventlet.hubs import trampoline  # noqa: E402
from swift.common import utils  # noqa: E402

folder = os.path.abspath(sys.argv[1])
bucket, user, secret = "sanad-files", "sanad:server", "unsafe-secret-of-a-test"
with open(os.path.join(folder, "swift.conf"), "w") as file:
    file.write("[swift-hash]\nswift_hash_path_suffix = test\n")
utils.set_swift_dir(folder)

from swift.account.server import AccountController  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.swob import Request  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402
from swift.container.server import ContainerController  # noqa: E402
from swift.obj.server import ObjectController  # noqa: E402
from swift.proxy.server import Application  # noqa: E402


class Cache:
    """In the place of memcached, which a cluster has."""

    def __init__(self):
        self.kept = {}

    def get(self, key, *_, **__):
        return self.kept.get(key)

    def set(self, key, value, *_, **__):
        self.kept[key] = value

    def delete(self, key, *_, **__):
        self.kept.pop(key, None)


def serve(listener, app):
    quiet = open(os.devnull, "w")
    eventlet.spawn(wsgi.server, listener, app, quiet, protocol=SwiftHttpProtocol, log_output=False)


os.makedirs(os.path.join(folder, "disk"))
storage = {
    "swift_dir": folder,
    "devices": folder,
    "mount_check": "false",
    "disable_fallocate": "true",
}
for name, controller in (("account", AccountController), ("container", ContainerController), ("object", ObjectController)):
    listener = eventlet.listen(("127.0.0.1", 0))
    builder = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    port = listener.getsockname()[1]
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "weight": 1, "ip": "127.0.0.1", "port": port, "device": "disk"})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, f"{name}.ring.gz"))
    serve(listener, controller(storage))

proxy = os.path.join(folder, "proxy-server.conf")
with open(proxy, "w") as file:
    file.write(f"""
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats bulk s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_{user.replace(":", "_")} = {secret} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
""")

inner = Application({"swift_dir": folder, "account_autocreate": "true"})
made = Request.blank(f"/v1/AUTH_{user.split(':')[0]}/{bucket}", environ={"REQUEST_METHOD": "PUT"}).get_response(inner)
if made.status_int // 100 != 2:
    sys.exit(f"the bucket was not made: {made.status}")

door = eventlet.listen(("127.0.0.1", 0))
cache, pipeline = Cache(), loadapp(proxy)
serve(door, lambda env, start: pipeline({**env, "swift.cache": cache}, start))
endpoint = f"http://127.0.0.1:{door.getsockname()[1]}"
print(json.dumps({"endpoint": endpoint, "bucket": bucket, "accessKey": user, "secretKey": secret}), flush=True)
# A plain read would hold up everything else.
trampoline(0, read=True)
