/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills a table of a database of H2 and reads it again: {@code H2Table DATABASE ROWS}, where DATABASE is an absolute path. With
 * {@code async:} before it H2 uses asynchronous file channels.
 */
public final class H2Table {
    private static final int TEXT = 200;

    private H2Table() {}

    /** Runs it; prints how many rows there are, and the sum of their numbers. */
    public static void main(String[] args) throws SQLException {
        Carried.awaitEngine();
        String url = "jdbc:h2:async:" + args[0];
        fill(url, Integer.parseInt(args[1]));
        read(url);
        Carried.print();
    }

    private static void fill(String url, int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table numbers (number int primary key, text varchar)");
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into numbers values (?, ?)")) {
                for (int i = 0; i < rows; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "x".repeat(TEXT));
                    insert.executeUpdate();
                }
            }
        }
    }

    /** The database was closed with its last connection, so this reads the file. */
    private static void read(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select count(*), sum(number), min(length(text)) from numbers")) {
            result.next();
            System.out.println("rows=" + result.getInt(1));
            System.out.println("sum=" + result.getLong(2));
            System.out.println("length=" + result.getInt(3));
        }
    }
}
