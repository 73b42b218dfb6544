package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are: what the build made (below {@code project}) and what one installation keeps (below {@code state}).
 *
 * @param project the root of the source tree, absolute
 * @param state   the installation's own directory, absolute; {@code .wattwell} unless a test has its own
 */
public record Layout(Path project, Path state) {

    public Layout {
        project = project.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
    }

    /**
     * The installation that {@code ./wattwell run} keeps: in the source tree that the script names, else in that around the
     * working directory.
     */
    public static Layout ofSourceTree() {
        String told = System.getProperty("wattwell.project");
        Path project = told != null ? Path.of(told) : findProject(Path.of("").toAbsolutePath());
        String state = System.getProperty("wattwell.state", ".wattwell");
        return new Layout(project, project.resolve(state));
    }

    /** The nearest directory above {@code from}, or itself, that holds the launcher. */
    static Path findProject(Path from) {
        for (Path candidate = from; candidate != null; candidate = candidate.getParent()) {
            if (Files.isRegularFile(candidate.resolve("wattwell")) && Files.isDirectory(candidate.resolve("wildfly-config"))) {
                return candidate;
            }
        }
        throw new LaunchException("No Wattwell source tree around " + from + ": start ./wattwell from the cloned repository.");
    }

    /** The unpacked, untouched WildFly. */
    public Path wildfly() {
        Path parent = project.resolve("wildfly-config/target/wildfly");
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(home -> Files.isRegularFile(home.resolve("jboss-modules.jar"))).findFirst().orElseThrow();
        } catch (IOException | RuntimeException e) {
            throw new LaunchException("WildFly is not unpacked in " + parent + ": build first with mvn package.", e);
        }
    }

    /** The scripts that make a plain WildFly ours. */
    public Path scripts() {
        return project.resolve("wildfly-config/cli");
    }

    public Path application() {
        return project.resolve("ear/target/wattwell.ear");
    }

    public Path simulatorClasses() {
        return project.resolve("simulator/target/classes");
    }

    public Path simulatorLibraries() {
        return project.resolve("simulator/target/lib");
    }

    public Path secrets() {
        return state.resolve("secrets");
    }

    /** PostgreSQL's programs; the one thing that {@code --fresh} keeps. */
    public Path databasePrograms() {
        return state.resolve("postgresql");
    }

    public Path databaseCluster() {
        return state.resolve("database");
    }

    /** WildFly's base directory. */
    public Path server() {
        return state.resolve("server");
    }

    public Path deployments() {
        return server().resolve("deployments");
    }

    /** A module root of our own, for the database driver. */
    public Path modules() {
        return state.resolve("modules");
    }

    public Path logs() {
        return state.resolve("log");
    }

    /** Who is running: one small file a process. */
    public Path processes() {
        return state.resolve("run");
    }

    /** What the relays of the virtual town did: without it every one would be closed again after a restart. */
    public Path townSwitches() {
        return state.resolve("town-switches");
    }

    /** Everything that {@code --fresh} forgets. */
    List<Path> forgettable() {
        return List.of(databaseCluster(), server(), modules(), logs(), secrets(), townSwitches());
    }

    void create() {
        try {
            for (Path directory : List.of(state, databasePrograms(), server(), deployments(), modules(), logs(), processes())) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + state, e);
        }
    }
}
