package dev.jobd.tui;

/// What the command line asked for.
///
/// @param socket where the daemon listens, empty for the usual place
/// @param ascii only 7-bit characters
/// @param mouse whether the mouse is used from the start
/// @param problem what is wrong with the command line, empty when nothing is
record Options(
        String socket,
        boolean ascii,
        boolean mouse,
        boolean help,
        boolean version,
        String problem) {

    static final String USAGE =
            """
            Usage: jobtop [--socket PATH] [--ascii] [--mouse]
            The live dashboard of jobd. Press ? for its keys.

              --socket PATH   where jobd listens (else $JOBD_SOCKET, else the usual place)
              --ascii         draw with 7-bit characters only
              --mouse         click and scroll with the mouse, as m turns on and off
              --help          this text
              --version       the version

            NO_COLOR turns colours off.
            For plain lines, also without a terminal: jobctl list --watch
            """;

    static Options parse(String... args) {
        String socket = "";
        boolean ascii = false;
        boolean mouse = false;
        boolean help = false;
        boolean version = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--ascii" -> ascii = true;
                case "--mouse" -> mouse = true;
                case "--help", "-h" -> help = true;
                case "--version", "-V" -> version = true;
                case "--socket" -> {
                    if (i + 1 == args.length) {
                        return wrong("--socket wants a path");
                    }
                    socket = args[++i];
                }
                default -> {
                    if (!args[i].startsWith("--socket=")) {
                        return wrong("unknown argument '" + args[i] + "'");
                    }
                    socket = args[i].substring("--socket=".length());
                }
            }
        }
        return new Options(socket, ascii, mouse, help, version, "");
    }

    private static Options wrong(String problem) {
        return new Options("", false, false, false, false, problem);
    }
}
