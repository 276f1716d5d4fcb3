"""Mirrors of MNIST: one that behaves, and those that do not."""

from http.server import SimpleHTTPRequestHandler


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append(self.path)
        super().do_GET()

    def log_message(self, *args):
        pass


class CutShort(Handler):
    """Promises the whole file and hangs up after 20 bytes."""

    def copyfile(self, source, outputfile):
        outputfile.write(source.read(20))


class Altered(Handler):
    """Sends another file."""

    def copyfile(self, source, outputfile):
        outputfile.write(source.read()[::-1])


class Empty(Handler):
    """Has none of the files."""

    def do_GET(self):
        self.send_error(404)
