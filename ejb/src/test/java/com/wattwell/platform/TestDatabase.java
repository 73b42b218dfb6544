package com.wattwell.platform;

import com.wattwell.metermodel.ShippedModels;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A real PostgreSQL for the tests of this module, started once; each test class takes a fresh database with our schema. */
public final class TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** Names of the databases to copy, by the day whose partitions are in them. */
    private static final Map<LocalDate, String> TEMPLATES = new HashMap<>();
    private static EmbeddedPostgres server;

    private TestDatabase() {
    }

    /** A database of its own, migrated, with the partitions from 60 days before to 10 days after the given day. */
    public static synchronized Database fresh(LocalDate today) {
        if (server == null) {
            start();
        }
        String name = "test_" + NUMBER.incrementAndGet();
        new Database(server.getPostgresDatabase()).update("create database " + name + " template " + TEMPLATES.computeIfAbsent(today, TestDatabase::template));
        return new Database(TestTransactions.over(server.getDatabase("postgres", name)));
    }

    /** Most tests are of the same few days: their partitions are made once and copied with the rest. */
    private static String template(LocalDate today) {
        String name = "migrated_" + today.toEpochDay();
        new Database(server.getPostgresDatabase()).update("create database " + name + " template migrated");
        Database database = new Database(server.getDatabase("postgres", name));
        database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1), today.minusDays(60), today.plusDays(10));
        database.one("select ensure_frame_partitions(?, ?)", row -> row.getInt(1), today.minusDays(1), today.plusDays(2));
        return name;
    }

    /** An empty database of its own, for tests of the migrations themselves. */
    public static synchronized DataSource empty() {
        if (server == null) {
            start();
        }
        String name = "empty_" + NUMBER.incrementAndGet();
        new Database(server.getPostgresDatabase()).update("create database " + name);
        return server.getDatabase("postgres", name);
    }

    private static void start() {
        try {
            server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Database(server.getPostgresDatabase()).update("create database migrated");
        DataSource migrated = server.getDatabase("postgres", "migrated");
        SchemaMigration.migrate(migrated);
        new Wiring(new Database(migrated), Instant.now()).bean(ShippedModels.class);
    }
}
