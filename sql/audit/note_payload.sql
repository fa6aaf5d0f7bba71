-- What else is noted: pairs, as JSON.
SELECT json(?1);
