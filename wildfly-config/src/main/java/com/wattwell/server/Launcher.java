package com.wattwell.server;

import java.util.Arrays;
import java.util.List;

/** What stands behind {@code ./wattwell run} and {@code ./wattwell stop}. */
public final class Launcher {

    private Launcher() {
    }

    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        String command = words.isEmpty() ? "" : words.getFirst();
        try {
            Layout layout = Layout.ofSourceTree();
            switch (command) {
                case "run" -> new RunCommand(layout, Options.parse(words.subList(1, words.size()))).execute();
                case "stop" -> new StopCommand(layout).execute();
                default -> throw new LaunchException("The launcher knows run and stop, not " + command + ".");
            }
        } catch (LaunchException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
