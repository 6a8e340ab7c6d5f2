/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * Makes an index of some documents and searches it: {@code LuceneIndex DIRECTORY DOCUMENTS}. Lucene's {@code NIOFSDirectory} reads
 * by positional calls on file channels; {@code MMapDirectory}, its default, reads by no call at all.
 */
public final class LuceneIndex {
    private LuceneIndex() {}

    /** Runs it; prints how many documents have an odd number, and the number of the last one. */
    public static void main(String[] args) throws IOException {
        Carried.awaitEngine();
        int documents = Integer.parseInt(args[1]);
        try (Directory directory = new NIOFSDirectory(Path.of(args[0]))) {
            write(directory, documents);
            search(directory, documents - 1);
        }
        Carried.print();
    }

    private static void write(Directory directory, int documents) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (int i = 0; i < documents; i++) {
                Document document = new Document();
                document.add(new StringField("number", Integer.toString(i), Field.Store.YES));
                document.add(new TextField("text", i % 2 == 0 ? "an even one" : "an odd one", Field.Store.NO));
                writer.addDocument(document);
            }
        }
    }

    private static void search(Directory directory, int number) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            System.out.println("odd=" + searcher.count(new TermQuery(new Term("text", "odd"))));
            int found =
                    searcher.search(new TermQuery(new Term("number", Integer.toString(number))), 1).scoreDocs[0].doc;
            System.out.println("last=" + searcher.storedFields().document(found).get("number"));
        }
    }
}
