package com.wattwell.simulator;

import com.wattwell.simulator.outside.OutsideFaults;
import com.wattwell.simulator.outside.ResidentHabits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a town from its file. One thing a line, {@code key value…}; {@code #} begins a comment; how far a line is
 * indented does not matter.
 *
 * <pre>
 *   town Lakeside                       the town's name
 *   seed 20260301                       everything that is chance comes from this
 *   since 2024-01-01                    first day of the registers
 *   utc-offset +08:00
 *   residents pays=0.8 twice=0.02 within=20000     of the whole town: what they do with a payment code, see {@link ResidentHabits}; or none
 *   outside late=0.05 doubled=0.1 lost=0.02        what goes wrong with payments and messages, see {@link OutsideFaults}; or none
 *
 *   network ETHERNET                    a setting: holds for all that follows, until …
 *
 *   company CY Spring Rain Power
 *     estate Jade Lake Gardens
 *       network GPRS                    … it is set again for this company, estate or collector
 *       collectors 3 from CY-01 Block {n}
 *         meters 24 from 202311000001 household 4 per floor
 *         meters 1 from 202311009001 public-area Stairs
 *         protocol dlt645-1997            … a setting of meters holds for those named after it
 *         meters 2 from 990000000001 shop
 * </pre>
 *
 * {@code collectors} makes several with one pattern: codes, buildings and addresses count upwards.
 *
 * <p>Settings, each with an example (durations in ms unless they say s):
 *
 * <pre>
 *   network GPRS                    GPRS, ETHERNET, WIFI or FIBRE: sets the next three
 *   round-trip 300                  there and back between collector and server
 *   jitter 120                      each half of it takes up to half of this more or less
 *   packing-gap 100                 silence after which the collector sends on what it heard
 *   baud 2400                       of the bus; unlimited = bytes take no time
 *   reply-delay 40-160              of the meters, each its own in between; or one figure
 *   preamble 4                      FE in front of a reply
 *   dialect transparent             of the collectors: the names of {@link Box} in small letters
 *   registration text:{code}\r\n    first packet, text: or hex:
 *   token secret-{code}             sent where the registration says {token}
 *   heartbeat text:ping every 60 s  or hex:FE every 30 s, or none
 *   reconnect 1-15 s                pause before dialling again, doubled each time, with chance
 *   protocol dlt645-2007            of the meters: the names of {@link TownProtocol} in small letters
 *   password 000000                 of level 02
 *   relay-time 300                  until the contact has moved
 *   valve-time 8 s                  until a water meter's valve has moved
 *   clock-error 40 s                of the meters' clocks, at most, when the town starts
 *   clock-drift 3 s                 gained or lost in a day, at most
 *   prepaid 50.00 yuan at 0.5600    money on the meters when the town starts, and the price of a kWh; or none
 *   quirks high-di-first litres     of the make: the names of {@link Quirk} in small letters; or none
 *   dead-meters 6                   on each line
 *   faults lost=0.01 late=0.002 late-by=8000    see {@link Fault}; or none
 * </pre>
 *
 * Loads of meters are the names of {@link Load} in small letters, such as {@code street-light}.
 */
public final class TownFile {

    private static final int MOST_COLLECTORS = 20_000;
    private static final int MOST_METERS = 1_000_000;
    private static final int MOST_ON_A_LINE = 1024;
    private static final Pattern COLLECTORS = Pattern.compile("(\\d{1,5}) from (\\S{1,40})\\s+(\\S.*)");
    private static final Pattern COLLECTOR = Pattern.compile("(\\S{1,40})\\s+(\\S.*)");
    private static final Pattern METERS = Pattern.compile("(\\d{1,5}) from (\\S{1,40})\\s+(\\S+)(?:\\s+(\\S.*))?");
    private static final Pattern PER_FLOOR = Pattern.compile("(\\d{1,3}) per floor");

    private final String file;
    private final Settings ofTown = new Settings();
    private final List<Company> companies = new ArrayList<>();
    private final List<CollectorPlan> collectors = new ArrayList<>();
    private final Set<String> codes = new HashSet<>();
    private Settings ofCompany;
    private Settings ofEstate;
    private Settings ofCollector;
    private String estate;
    private Opened opened;
    private final List<MeterRange> ranges = new ArrayList<>();
    private String name = "Town";
    private long seed = 1;
    private LocalDate since = LocalDate.of(2024, 1, 1);
    private ZoneOffset utcOffset = ZoneOffset.ofHours(8);
    private int meters;
    private OutsideFaults outsideFaults = OutsideFaults.NONE;
    private ResidentHabits habits = ResidentHabits.NONE;

    private TownFile(String file) {
        this.file = file;
    }

    /** @throws TownFileException naming the line and the key that are wrong, or saying why the file cannot be read */
    public static Town parse(Path path) {
        try {
            return parse(path.getFileName().toString(), Files.readString(path));
        } catch (IOException unreadable) {
            throw new TownFileException(path.toString(), "cannot be read: " + unreadable);
        }
    }

    /** A town that comes with the simulator: {@code default}, {@code thousand-lines}, {@code mixed-lines} or {@code zero-delay}. */
    public static Town builtIn(String name) {
        String file = name + ".town";
        try (InputStream in = TownFile.class.getResourceAsStream("/towns/" + file)) {
            if (in == null) {
                throw new TownFileException(file, "no such town comes with the simulator");
            }
            return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new TownFileException(file, "cannot be read: " + unreadable);
        }
    }

    /** @param file name for messages */
    public static Town parse(String file, String text) {
        return new TownFile(file).read(text);
    }

    private Town read(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (!content.isEmpty()) {
                String[] words = content.split("\\s+", 2);
                take(number, words[0], words.length > 1 ? words[1] : "");
            }
        }
        close();
        return new Town(name, seed, utcOffset, since, companies, collectors, new Town.Outside(outsideFaults, habits));
    }

    private void take(int line, String key, String value) {
        try {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("has no value");
            }
            take(key, value, line);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new TownFileException(file, line, key, wrong.getMessage());
        }
    }

    private void take(String key, String value, int line) {
        switch (key) {
            case "town" -> name = value;
            case "seed" -> seed = Words.whole(value);
            case "since" -> since = LocalDate.parse(value);
            case "utc-offset" -> utcOffset = ZoneOffset.of(value);
            case "residents" -> habits = ResidentHabits.NONE.with(pairs(value));
            case "outside" -> outsideFaults = OutsideFaults.NONE.with(pairs(value));
            case "company" -> company(value);
            case "estate" -> estate(value);
            case "collectors" -> collectors(value, line);
            case "collector" -> collector(value, line);
            case "meters" -> meters(value);
            default -> {
                if (!innermost().set(key, value)) {
                    throw new IllegalArgumentException("is no key of a town file");
                }
            }
        }
    }

    private static Map<String, String> pairs(String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (!value.equals("none")) {
            for (String word : value.split("\\s+")) {
                String[] parts = word.split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException("expected name=value, not " + word);
                }
                pairs.put(parts[0], parts[1]);
            }
        }
        return pairs;
    }

    private Settings innermost() {
        return ofCollector != null ? ofCollector : ofEstate != null ? ofEstate : ofCompany != null ? ofCompany : ofTown;
    }

    private void company(String value) {
        close();
        String[] words = value.split("\\s+", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("expected a code and a name");
        }
        companies.add(new Company(words[0], words[1]));
        ofEstate = null;
        ofCompany = ofTown.inner();
    }

    private void estate(String value) {
        close();
        if (ofCompany == null) {
            throw new IllegalArgumentException("stands in no company");
        }
        estate = value;
        ofEstate = ofCompany.inner();
    }

    private void collector(String value, int line) {
        close();
        Matcher words = matched(COLLECTOR, value, "CODE BUILDING");
        open(new Opened(line, "collector", 1, words.group(1), words.group(2)));
    }

    private void collectors(String value, int line) {
        close();
        Matcher words = matched(COLLECTORS, value, "COUNT from CODE BUILDING");
        open(new Opened(line, "collectors", Words.number(words.group(1)), words.group(2), words.group(3)));
    }

    private void open(Opened next) {
        if (ofEstate == null) {
            throw new IllegalArgumentException("stands in no estate");
        }
        opened = next;
        ofCollector = ofEstate.inner();
    }

    private static Matcher matched(Pattern pattern, String value, String expected) {
        Matcher matcher = pattern.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + expected);
        }
        return matcher;
    }

    private void meters(String value) {
        if (opened == null) {
            throw new IllegalArgumentException("stand behind no collector");
        }
        Matcher matcher = matched(METERS, value, "COUNT from ADDRESS LOAD, then N per floor or a name");
        String label = matcher.group(4) == null ? "" : matcher.group(4);
        Matcher perFloor = PER_FLOOR.matcher(label);
        int doors = perFloor.matches() ? Words.number(perFloor.group(1)) : 0;
        MeterSettings settings = ofCollector.ofMeters();
        MeterRange range = new MeterRange(settings.protocol().addresses(matcher.group(2)), Words.number(matcher.group(1)),
                Load.of(matcher.group(3)), settings, doors, doors > 0 ? "" : label);
        refuseOverlap(range);
        ranges.add(range);
    }

    private void refuseOverlap(MeterRange range) {
        int onTheLine = range.count();
        for (MeterRange other : ranges) {
            onTheLine += other.count();
            if (range.overlaps(other)) {
                throw new IllegalArgumentException("addresses from " + range.address(0) + " are on this line already");
            }
        }
        if (onTheLine > MOST_ON_A_LINE) {
            throw new IllegalArgumentException("more than " + MOST_ON_A_LINE + " meters on one line");
        }
    }

    /** Ends the collectors that are being read, now that all their meters and settings are known. */
    private void close() {
        if (opened != null) {
            try {
                for (int i = 0; i < opened.count(); i++) {
                    add(opened.count() == 1 ? opened.code() : Words.counted(opened.code(), i),
                            opened.building().replace("{n}", String.valueOf(i + 1)), i);
                }
            } catch (IllegalArgumentException wrong) {
                throw new TownFileException(file, opened.line(), opened.key(), wrong.getMessage());
            }
        }
        opened = null;
        ofCollector = null;
        ranges.clear();
    }

    private void add(String code, String building, int further) {
        if (!codes.add(code)) {
            throw new IllegalArgumentException("code " + code + " is there twice");
        }
        List<MeterRange> counted = new ArrayList<>();
        for (MeterRange range : ranges) {
            counted.add(range.further(further));
            meters += range.count();
        }
        if (codes.size() > MOST_COLLECTORS || meters > MOST_METERS) {
            throw new IllegalArgumentException("a town has at most " + MOST_COLLECTORS + " collectors and " + MOST_METERS + " meters");
        }
        collectors.add(ofCollector.collector(companies.getLast().code(), code, estate, building, counted));
    }

    /** A collector line whose meters and settings are still coming. */
    private record Opened(int line, String key, int count, String code, String building) {
    }
}
